#include "refrain/talking_points/detail/agreement.h"

#include "refrain/core/portable_math.h"
#include "refrain/talking_points/detail/pairs.h"

#include <algorithm>
#include <limits>
#include <map>

namespace refrain::points {
namespace {

constexpr std::uint32_t kCopies = 2;  ///< what copies of one statement count, however many
constexpr double kSecondOfTerm = 0.3; ///< what the lighter word of a term counts, in parts
constexpr double kLeast = 0.1;        ///< in squares of the idf of what is said twice
constexpr double kOtherFigures = 0.6; ///< what counts where both name figures, and none is shared
constexpr double kOnlyNames = 0.35;   ///< what counts where names are all that is shared, in parts
constexpr double kInRow = 0.3;        ///< the least that a word of a longer row counts

void sort_distinct(std::vector<Stem>& stems) {
  std::sort(stems.begin(), stems.end());
  stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
}

std::vector<Stem> content_of(const StatementText& text, TokenRange range) {
  std::vector<Stem> stems;
  for (TokenIndex t = range.begin; t < range.end; ++t) {
    if (text.weight(t) > 0) {
      stems.push_back(text.stem(t));
    }
  }
  return stems;
}

/// Both ranges name figures, and none is in both.
bool figures_differ(const StatementText& text, TokenRange a, TokenRange b) {
  const auto figures = [&](TokenRange range) {
    std::vector<Stem> stems;
    for (TokenIndex t = range.begin; t < range.end; ++t) {
      if (text.number[text.surfaces[t]] != NumberKind::kNone) {
        stems.push_back(text.stem(t));
      }
    }
    return stems;
  };
  const std::vector<Stem> ours = figures(a);
  const std::vector<Stem> theirs = figures(b);
  return !ours.empty() && !theirs.empty() &&
         std::find_first_of(ours.begin(), ours.end(), theirs.begin(), theirs.end()) == ours.end();
}

bool holds(const std::vector<Stem>& stems, Stem stem) {
  return std::find(stems.begin(), stems.end(), stem) != stems.end();
}

bool holds_row(const std::vector<Stem>& stems, Stem first, Stem second) {
  for (std::size_t i = 0; i + 1 < stems.size(); ++i) {
    if (stems[i] == first && stems[i + 1] == second) {
      return true;
    }
  }
  return false;
}

double evidence_in(std::vector<Stem> stems, const OutsideEvidence& evidence) {
  sort_distinct(stems);
  double sum = 0;
  for (const Stem stem : stems) {
    sum += evidence[stem];
  }
  return sum;
}

} // namespace

OutsideEvidence::OutsideEvidence(const StatementText& text, const std::vector<float>& evidence,
                                 const std::vector<Window>& repeats)
    : all_(evidence) {
  if (repeats.size() <= kCopies) {
    return;
  }
  std::map<Stem, std::uint32_t> said;
  for (const Window& window : repeats) {
    for (const WeightedStem& s : statement_of(text, window.begin, window.end)) {
      ++said[s.stem];
    }
  }
  for (const auto& [stem, count] : said) {
    const float common = squared_idf(text, text.frequencies[stem]);
    if (count > kCopies && common > 0) {
      const std::uint32_t rest = text.frequencies[stem] - std::min(text.frequencies[stem], count);
      own_.push_back({stem, evidence[stem] / common * squared_idf(text, rest + kCopies)});
    }
  }
}

float OutsideEvidence::operator[](Stem stem) const {
  const auto it =
      std::lower_bound(own_.begin(), own_.end(), stem,
                       [](const WeightedStem& s, Stem wanted) { return s.stem < wanted; });
  return it != own_.end() && it->stem == stem ? it->weight : all_[stem];
}

double least_agreement(const StatementText& text) {
  const double rarest = portable_log(static_cast<double>(text.units.size()) + 1);
  const double twice = std::max(0.0, 1 - portable_log(3.0) / rarest); // idf of what is said twice
  return kLeast * twice * twice;
}

std::uint32_t plain_words_in_both(const StatementText& text, TokenRange a, TokenRange b) {
  std::vector<Stem> plain;
  for (const TokenRange range : {a, b}) {
    for (TokenIndex t = range.begin; t < range.end; ++t) {
      if (text.weight(t) > 0 && (text.marks[t] & kCapital) == 0) {
        plain.push_back(text.stem(t));
      }
    }
  }
  sort_distinct(plain);
  const std::vector<Stem> ours = content_of(text, a);
  const std::vector<Stem> theirs = content_of(text, b);
  return static_cast<std::uint32_t>(std::count_if(plain.begin(), plain.end(), [&](Stem stem) {
    return holds(ours, stem) && holds(theirs, stem);
  }));
}

double agreement_of(const StatementText& text, const OutsideEvidence& evidence, TokenRange a,
                    TokenRange b) {
  const std::vector<Stem> ours = content_of(text, a);
  const std::vector<Stem> theirs = content_of(text, b);
  std::vector<Stem> seen;
  double shared = 0;
  double counted = 0;
  for (std::size_t begin = 0; begin < ours.size();) {
    if (!holds(theirs, ours[begin])) {
      ++begin;
      continue;
    }
    std::size_t end = begin + 1;
    while (end < ours.size() && holds_row(theirs, ours[end - 1], ours[end])) {
      ++end;
    }
    double row = 0;
    double least = std::numeric_limits<double>::max();
    std::size_t words = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (!holds(seen, ours[i])) {
        seen.push_back(ours[i]);
        const double own = evidence[ours[i]];
        row += own;
        least = std::min(least, own);
        ++words;
      }
    }
    shared += row;
    counted += words == 2  ? row - (1 - kSecondOfTerm) * least
               : words > 2 ? std::max(row, kInRow * static_cast<double>(words))
                           : row;
    begin = end;
  }
  if (shared <= 0) {
    return 0;
  }
  if (figures_differ(text, a, b)) {
    counted *= kOtherFigures;
  }
  if (plain_words_in_both(text, a, b) == 0) {
    counted *= kOnlyNames;
  }
  return counted * 2 * shared / (evidence_in(ours, evidence) + evidence_in(theirs, evidence));
}

} // namespace refrain::points
