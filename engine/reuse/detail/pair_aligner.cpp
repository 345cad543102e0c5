#include "refrain/reuse/detail/pair_aligner.h"

#include <algorithm>
#include <tuple>

namespace refrain::reuse {
namespace {

constexpr std::uint32_t kLeastRun = 4; // words in an exact seed
constexpr std::uint32_t kMostGap = 12; // words between two runs of one chain, on either side
constexpr std::size_t kLookBack = 48;  // runs that may precede a run
constexpr double kLeastWeight = 30;    // of the words that align in a span

std::uint32_t code_points(std::string_view text) {
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

/// The end of `at` after the sentence marks that follow it in both texts alike.
std::uint32_t closing_marks(std::string_view a, std::uint32_t a_end, std::string_view b,
                            std::uint32_t b_end) {
  std::uint32_t n = 0;
  while (a_end + n < a.size() && b_end + n < b.size() && a[a_end + n] == b[b_end + n] &&
         (a[a_end + n] == '.' || a[a_end + n] == '!' || a[a_end + n] == '?')) {
    ++n;
  }
  static constexpr std::string_view kWide[] = {"\u3002", "\uFF01", "\uFF1F",
                                               "\u0964", "\u06D4", "\u061F"};
  for (const std::string_view mark : kWide) {
    if (a.substr(a_end + n, mark.size()) == mark && b.substr(b_end + n, mark.size()) == mark) {
      return n + static_cast<std::uint32_t>(mark.size());
    }
  }
  return n;
}

} // namespace

void PairAligner::chain(std::span<const Word> a, std::vector<WordSpan>& found) {
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
      if (a_gap > kMostGap || b_gap > kMostGap) {
        continue;
      }
      const double score =
          links_[j].score + run.length - skip - 0.5 * static_cast<double>(std::max(a_gap, b_gap));
      if (score > links_[i].score) {
        links_[i] = {score, static_cast<std::uint32_t>(j), skip};
      }
    }
  }
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
      for (std::uint32_t k = skip; k < run.length; ++k) {
        span.weight += prepared_.terms[a[run.a + k].term].weight;
      }
    }
    const bool inside = std::any_of(found.begin(), found.end(), [&](const WordSpan& other) {
      return other.a_begin <= span.a_begin && span.a_end <= other.a_end &&
             other.b_begin <= span.b_begin && span.b_end <= other.b_end;
    });
    if (!inside) {
      found.push_back(span);
    }
  }
}

ReuseSpan PairAligner::to_bytes(DocumentIndex a, DocumentIndex b, const WordSpan& span) const {
  const auto a_words = prepared_.words(a);
  const auto b_words = prepared_.words(b);
  ReuseSpan result;
  result.a = {a, {a_words[span.a_begin].begin, a_words[span.a_end - 1].end}};
  result.b = {b, {b_words[span.b_begin].begin, b_words[span.b_end - 1].end}};
  const std::uint32_t marks =
      closing_marks(corpus_.text(a), result.a.bytes.end, corpus_.text(b), result.b.bytes.end);
  result.a.bytes.end += marks;
  result.b.bytes.end += marks;
  const std::uint32_t both = span.a_end - span.a_begin + span.b_end - span.b_begin;
  result.similarity = 2.0 * span.matched / both;
  result.form = result.similarity >= 0.95  ? Form::kVerbatim
                : result.similarity >= 0.6 ? Form::kLight
                                           : Form::kHeavy;
  return result;
}

void PairAligner::align(DocumentIndex a, DocumentIndex b, std::vector<ReuseSpan>& spans) {
  const auto a_words = prepared_.words(a);
  const auto b_words = prepared_.words(b);
  finder_.find(a_words, b_words, kLeastRun, runs_);
  chain(a_words, found_);
  const std::size_t before = spans.size();
  for (const WordSpan& span : found_) {
    if (span.weight < kLeastWeight) {
      continue;
    }
    const ReuseSpan result = to_bytes(a, b, span);
    if (code_points(corpus_.text(result.a)) >= options_.min_chars &&
        code_points(corpus_.text(result.b)) >= options_.min_chars) {
      spans.push_back(result);
    }
  }
  std::sort(spans.begin() + static_cast<std::ptrdiff_t>(before), spans.end(),
            [](const ReuseSpan& x, const ReuseSpan& y) {
              return std::tie(x.a, x.b) < std::tie(y.a, y.b);
            });
}

} // namespace refrain::reuse
