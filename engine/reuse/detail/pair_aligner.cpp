#include "refrain/reuse/detail/pair_aligner.h"

#include "refrain/core/form.h"
#include "refrain/core/portable_math.h"
#include "refrain/core/stamp.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace refrain::reuse {
namespace {

constexpr double kChanceExponent = 0.112;
constexpr std::size_t kLookBack = 48;      // runs that may precede a run
constexpr std::uint64_t kMostWeighed = 64; // words of all runs, for each word of the document

std::uint32_t code_points(std::string_view text) {
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

bool space_follows(std::string_view text, std::size_t at) {
  return at >= text.size() || static_cast<unsigned char>(text[at]) <= ' ';
}

/// Bytes of the sentence marks that end both ranges alike. A mark before a quotation mark or a
/// letter belongs to one text's way of quoting, not to what both say.
std::uint32_t closing_marks(std::string_view a, std::uint32_t a_end, std::string_view b,
                            std::uint32_t b_end) {
  static constexpr std::string_view kMarks[] = {".",      "!",      "?",      "\u3002", "\uFF01",
                                                "\uFF1F", "\u0964", "\u06D4", "\u061F"};
  std::uint32_t n = 0;
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view mark : kMarks) {
      if (a.substr(std::min<std::size_t>(a_end + n, a.size()), mark.size()) == mark &&
          b.substr(std::min<std::size_t>(b_end + n, b.size()), mark.size()) == mark) {
        n += static_cast<std::uint32_t>(mark.size());
        more = true;
      }
    }
  }
  return space_follows(a, a_end + n) && space_follows(b, b_end + n) ? n : 0;
}

} // namespace

void PairAligner::chain(std::span<const Word> a, std::vector<WordSpan>& found) {
  seen_.resize(prepared_.stem_count, 0);
  found.clear();
  const std::size_t n = runs_.size();
  links_.assign(n, {});
  for (std::size_t i = 0; i < n; ++i) {
    const Run& run = runs_[i];
    links_[i].score = run.length;
    for (std::size_t back = 1; back <= std::min(i, kLookBack); ++back) {
      const std::size_t j = i - back;
      const Run& before = runs_[j];
      const std::uint32_t a_end = before.a + before.length;
      const std::uint32_t b_end = before.b + before.length;
      if (run.b <= before.b || run.a <= before.a) {
        continue;
      }
      const std::uint32_t skip =
          std::max(a_end > run.a ? a_end - run.a : 0U, b_end > run.b ? b_end - run.b : 0U);
      if (skip >= run.length) {
        continue;
      }
      const std::uint32_t a_gap = run.a + skip - a_end;
      const std::uint32_t b_gap = run.b + skip - b_end;
      if (a_gap > settings_.most_gap || b_gap > settings_.most_gap) {
        continue;
      }
      const double score = links_[j].score + run.length - skip -
                           settings_.gap_cost * static_cast<double>(std::max(a_gap, b_gap));
      if (score > links_[i].score) {
        links_[i] = {score, static_cast<std::uint32_t>(j), skip};
      }
    }
  }
  // In a text that repeats itself runs are long and many; their first words then weigh them.
  std::uint64_t words = 0;
  for (const Run& run : runs_) {
    words += run.length;
  }
  const std::uint64_t room = kMostWeighed * (a.size() + 1);
  const std::uint32_t most_weighed =
      words <= room ? UINT32_MAX
                    : static_cast<std::uint32_t>(std::max<std::uint64_t>(64, room / n));
  order_.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    order_[i] = static_cast<std::uint32_t>(i);
  }
  std::sort(order_.begin(), order_.end(), [this](std::uint32_t x, std::uint32_t y) {
    return links_[x].score != links_[y].score ? links_[x].score > links_[y].score : x < y;
  });
  used_.assign(n, 0);
  for (const std::uint32_t last : order_) {
    if (used_[last] != 0) {
      continue;
    }
    next_stamp(stamp_, [this] { std::fill(seen_.begin(), seen_.end(), 0U); });
    WordSpan span;
    span.a_end = runs_[last].a + runs_[last].length;
    span.b_end = runs_[last].b + runs_[last].length;
    for (std::uint32_t i = last; i != kNone; i = links_[i].previous) {
      if (used_[i] != 0) {
        break;
      }
      used_[i] = 1;
      const Run& run = runs_[i];
      const std::uint32_t skip = links_[i].previous == kNone ? 0 : links_[i].skip;
      span.a_begin = run.a;
      span.b_begin = run.b;
      span.matched += run.length - skip;
      span.longest = std::max(span.longest, run.length);
      const bool whole = run.length >= settings_.template_words;
      // A word that a span repeats says nothing new.
      const std::uint32_t end = std::min(run.length, std::max(skip, most_weighed));
      for (std::uint32_t k = skip; k < end; ++k) {
        const Term& term = prepared_.terms[a[run.a + k].term];
        if ((!a[run.a + k].common || whole) && seen_[term.stem] != stamp_) {
          seen_[term.stem] = stamp_;
          span.weight += term.weight;
        }
      }
    }
    found.push_back(span);
  }
}

ReuseSpan PairAligner::to_bytes(DocumentIndex a, DocumentIndex b, const WordSpan& span) {
  const auto a_words = prepared_.words(a);
  const auto b_words = prepared_.words(b);
  ReuseSpan result;
  result.a = {a, places_.bytes(a, span.a_begin, span.a_end)};
  result.b = {b, places_.bytes(b, span.b_begin, span.b_end)};
  const std::uint32_t marks =
      closing_marks(corpus_.text(a), result.a.bytes.end, corpus_.text(b), result.b.bytes.end);
  result.a.bytes.end += marks;
  result.b.bytes.end += marks;
  const std::uint32_t both = span.a_end - span.a_begin + span.b_end - span.b_begin;
  std::uint32_t matched = span.matched;
  if (2 * matched < both) {
    matched = word_aligner_.aligned(a_words.subspan(span.a_begin, span.a_end - span.a_begin),
                                    b_words.subspan(span.b_begin, span.b_end - span.b_begin));
  }
  result.similarity = 2.0 * matched / both;
  result.form = form_of(result.similarity);
  return result;
}

void PairAligner::merge_reworded(std::span<const Word> a, std::span<const Word> b, double chances) {
  join_touching(reworded_, static_cast<std::uint32_t>(settings_.merge_words));
  std::erase_if(reworded_, [&](const WordSpan& span) {
    const auto evidence = rewording_.evidence(a.subspan(span.a_begin, span.a_end - span.a_begin),
                                              b.subspan(span.b_begin, span.b_end - span.b_begin));
    return evidence.log_odds < settings_.reworded_evidence ||
           evidence.cover < settings_.least_cover ||
           evidence.weight < settings_.heavy_weight * chances;
  });
}

namespace {

std::uint32_t common(std::uint32_t begin, std::uint32_t end, std::uint32_t other_begin,
                     std::uint32_t other_end) {
  const std::uint32_t from = std::max(begin, other_begin);
  const std::uint32_t to = std::min(end, other_end);
  return to > from ? to - from : 0;
}

} // namespace

/// A passage belongs to its best counterpart: spans that lie mostly in heavier ones, on either
/// side, are echoes of a template that a document repeats.
void PairAligner::drop_rivals() {
  std::stable_sort(found_.begin(), found_.end(),
                   [](const WordSpan& x, const WordSpan& y) { return x.weight > y.weight; });
  std::vector<WordSpan> kept;
  for (const WordSpan& s : found_) {
    std::uint32_t a_common = 0;
    std::uint32_t b_common = 0;
    for (const WordSpan& other : kept) {
      a_common += common(s.a_begin, s.a_end, other.a_begin, other.a_end);
      b_common += common(s.b_begin, s.b_end, other.b_begin, other.b_end);
    }
    if (a_common <= settings_.rival_share * (s.a_end - s.a_begin) &&
        b_common <= settings_.rival_share * (s.b_end - s.b_begin)) {
      kept.push_back(s);
    }
  }
  found_ = std::move(kept);
}

void PairAligner::align(DocumentIndex a, DocumentIndex b, Depth depth,
                        std::vector<ReuseSpan>& spans) {
  const auto a_words = prepared_.words(a);
  const auto b_words = prepared_.words(b);
  finder_.find(a_words, b_words, settings_.least_run, runs_);
  chain(a_words, found_);
  exact_.clear();
  std::copy_if(found_.begin(), found_.end(), std::back_inserter(exact_), [this](const WordSpan& s) {
    const std::uint32_t both = s.a_end - s.a_begin + s.b_end - s.b_begin;
    return both >= 2 * settings_.exact_words && 2.0 * s.matched >= settings_.chain_ratio * both;
  });
  if (depth == Depth::kExact) {
    reworded_.clear();
  } else {
    rewording_.find(a, b, exact_, reworded_);
  }
  // Two long texts meet by accident in more places than two short ones: what a span must weigh
  // grows with the number of places. The exponent is fitted (see settings.h).
  const double chances = portable_pow(
      static_cast<double>(a_words.size()) * static_cast<double>(b_words.size()), kChanceExponent);
  merge_reworded(a_words, b_words, chances);

  std::erase_if(found_, [&](const WordSpan& s) {
    const bool run = s.longest >= settings_.run_words;
    return s.weight < (run ? settings_.run_weight : settings_.exact_weight) * chances;
  });
  drop_rivals();
  results_.clear();
  for (const WordSpan& rect : reworded_) {
    std::uint32_t a_exact = 0;
    std::uint32_t b_exact = 0;
    for (const WordSpan& s : found_) {
      const std::uint32_t both = s.a_end - s.a_begin + s.b_end - s.b_begin;
      if (both < 2 * settings_.quote_words || 2.0 * s.matched < settings_.chain_ratio * both) {
        continue;
      }
      const std::uint32_t a_common = common(s.a_begin, s.a_end, rect.a_begin, rect.a_end);
      const std::uint32_t b_common = common(s.b_begin, s.b_end, rect.b_begin, rect.b_end);
      a_exact += b_common > 0 ? a_common : 0;
      b_exact += a_common > 0 ? b_common : 0;
    }
    if (a_exact >= settings_.exact_share * (rect.a_end - rect.a_begin) &&
        b_exact >= settings_.exact_share * (rect.b_end - rect.b_begin)) {
      continue;
    }
    std::erase_if(found_, [&](const WordSpan& s) {
      return 2 * common(s.a_begin, s.a_end, rect.a_begin, rect.a_end) >= s.a_end - s.a_begin &&
             2 * common(s.b_begin, s.b_end, rect.b_begin, rect.b_end) >= s.b_end - s.b_begin;
    });
    results_.push_back(rect);
  }
  results_.insert(results_.end(), found_.begin(), found_.end());
  if (depth == Depth::kSummaries) {
    add_summaries(a, b);
  }

  const std::size_t before = spans.size();
  for (const WordSpan& span : results_) {
    const ReuseSpan result = to_bytes(a, b, span);
    const std::uint32_t least =
        result.form == Form::kHeavy
            ? std::max(options_.min_chars, static_cast<std::uint32_t>(settings_.least_heavy_chars))
            : options_.min_chars;
    if (code_points(corpus_.text(result.a)) >= least &&
        code_points(corpus_.text(result.b)) >= least) {
      spans.push_back(result);
    }
  }
  std::sort(spans.begin() + static_cast<std::ptrdiff_t>(before), spans.end(),
            [](const ReuseSpan& x, const ReuseSpan& y) {
              return std::tie(x.a, x.b) < std::tie(y.a, y.b);
            });
}

void PairAligner::add_summaries(DocumentIndex a, DocumentIndex b) {
  const auto covered = [](std::uint32_t begin, std::uint32_t end, std::uint32_t by_begin,
                          std::uint32_t by_end) {
    return 2 * common(begin, end, by_begin, by_end) >= end - begin;
  };
  if (const auto s = summary_.find(a, b, results_)) {
    std::erase_if(results_, [&](const WordSpan& r) {
      return covered(r.a_begin, r.a_end, s->a_begin, s->a_end);
    });
    results_.push_back(*s);
  }
  swapped_.clear();
  for (const WordSpan& r : results_) {
    swapped_.push_back({r.b_begin, r.b_end, r.a_begin, r.a_end, r.matched, r.weight, r.longest});
  }
  if (const auto s = summary_.find(b, a, swapped_)) {
    std::erase_if(results_, [&](const WordSpan& r) {
      return covered(r.b_begin, r.b_end, s->a_begin, s->a_end);
    });
    results_.push_back({s->b_begin, s->b_end, s->a_begin, s->a_end, 0, 0, 0});
  }
}

} // namespace refrain::reuse
