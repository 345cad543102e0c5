#include "refrain/talking_points/detail/clauses.h"

namespace refrain::points {
namespace {

constexpr float kWholeUnit = 0.7F;          ///< share of a unit's weight from which all of it is it
constexpr float kWiden = 0.3F;              ///< weight that widening to a clause may add, in parts
constexpr std::uint32_t kLongestLabel = 45; ///< tokens

} // namespace

float weight_of(const StatementText& text, TokenIndex begin, TokenIndex end) {
  float sum = 0;
  for (TokenIndex t = begin; t < end; ++t) {
    sum += text.weight(t);
  }
  return sum;
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

} // namespace refrain::points
