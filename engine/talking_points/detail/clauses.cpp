#include "refrain/talking_points/detail/clauses.h"

namespace refrain::points {
namespace {

constexpr float kWholeUnit = 0.7F;          ///< share of a unit's weight from which all of it is it
constexpr float kWiden = 0.3F;              ///< weight that widening to a clause may add, in parts
constexpr std::uint32_t kLongestLabel = 45; ///< tokens
constexpr std::uint32_t kShortUnit = 22;    ///< tokens of a unit that is quoted as a whole
constexpr std::uint32_t kShortSentence =
    32;                                ///< tokens of a sentence that reads better than its clause
constexpr std::uint32_t kSaying = 3;   ///< plain words of a clause that says something
constexpr std::uint32_t kReadable = 8; ///< tokens that a clause should have

} // namespace

float weight_of(const StatementText& text, TokenIndex begin, TokenIndex end) {
  float sum = 0;
  for (TokenIndex t = begin; t < end; ++t) {
    sum += text.weight(t);
  }
  return sum;
}

std::uint32_t plain_words(const StatementText& text, TokenIndex begin, TokenIndex end) {
  std::uint32_t count = 0;
  for (TokenIndex t = begin; t < end; ++t) {
    count += text.weight(t) > 0 && (text.marks[t] & kCapital) == 0 &&
                     text.number[text.surfaces[t]] == NumberKind::kNone
                 ? 1
                 : 0;
  }
  return count;
}

TokenRange widen(const StatementText& text, const Window& window) {
  const Unit& unit = text.units[window.unit];
  const float own = weight_of(text, window.begin, window.end);
  if (unit.end - unit.begin <= kLongestLabel &&
      own >= kWholeUnit * weight_of(text, unit.begin, unit.end)) {
    return {unit.begin, unit.end};
  }
  TokenRange range{window.begin, window.end};
  TokenIndex left = window.begin;
  while (left > unit.begin && (text.marks[left] & kClauseStart) == 0) {
    --left;
  }
  if (weight_of(text, left, window.begin) <= kWiden * own && window.end - left <= kLongestLabel) {
    range.begin = left;
  }
  TokenIndex right = window.end;
  while (right < unit.end && (text.marks[right] & kClauseStart) == 0) {
    ++right;
  }
  if (weight_of(text, window.end, right) <= kWiden * own && right - range.begin <= kLongestLabel) {
    range.end = right;
  }
  // A window ends at the last stem that is new to it; "markets and developing countries" must not
  // lose its end because "countries" came before.
  const auto in_window = [&](Stem stem) {
    for (TokenIndex t = window.begin; t < window.end; ++t) {
      if (text.stem(t) == stem) {
        return true;
      }
    }
    return false;
  };
  while (range.end < unit.end && text.weight(range.end) > 0 && in_window(text.stem(range.end))) {
    ++range.end;
  }
  return range;
}

TokenRange whole_clause(const StatementText& text, TokenRange range) {
  const Unit& unit = text.units[text.unit_of(range.begin)];
  if (unit.end - unit.begin <= kShortUnit) {
    return {unit.begin, unit.end};
  }
  const auto clause_begin = [&](TokenIndex t) {
    while (t > unit.begin && (text.marks[t] & kClauseStart) == 0) {
      --t;
    }
    return t;
  };
  const auto clause_end = [&](TokenIndex t) {
    while (t < unit.end && (text.marks[t] & kClauseStart) == 0) {
      ++t;
    }
    return t;
  };
  TokenIndex begin = clause_begin(range.begin);
  TokenIndex end = clause_end(range.end);
  // A clause of a few words is an item of a list or an aside: its neighbours make it readable.
  while (end - begin < kReadable && end < unit.end) {
    end = clause_end(end + 1);
  }
  while (end - begin < kReadable && begin > unit.begin) {
    begin = clause_begin(begin - 1);
  }
  if (range.end - begin <= kLongestLabel) {
    range.begin = begin;
  }
  if (end - range.begin <= kLongestLabel) {
    range.end = end;
  }
  return range;
}

TokenRange quotable(const StatementText& text, TokenRange range) {
  const TokenRange clause = whole_clause(text, range);
  const Unit& unit = text.units[text.unit_of(range.begin)];
  const bool says = plain_words(text, clause.begin, clause.end) >= kSaying;
  return unit.end - unit.begin <= (says ? kShortSentence : kLongestLabel)
             ? TokenRange{unit.begin, unit.end}
             : clause;
}

double completeness(const StatementText& text, TokenRange label) {
  const bool begins = (text.marks[label.begin] & (kUnitStart | kClauseStart)) != 0;
  const bool ends = label.end == text.marks.size() ||
                    text.unit_of(label.end) != text.unit_of(label.end - 1) ||
                    (text.marks[label.end] & kClauseStart) != 0;
  return (begins ? 1 : 0.8) * (ends ? 1 : 0.7);
}

} // namespace refrain::points
