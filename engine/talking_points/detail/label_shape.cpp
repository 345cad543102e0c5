#include "refrain/talking_points/detail/label_shape.h"

#include <algorithm>

namespace refrain::points {

LabelShape shape_of(const StatementText& text, TokenRange label) {
  LabelShape shape;
  for (TokenIndex t = label.begin; t < label.end; ++t) {
    ++shape.tokens;
    const Surface s = text.surfaces[t];
    if (text.stop[s] != 0) {
      ++shape.stops;
      continue;
    }
    ++shape.content;
    if (text.number[s] != NumberKind::kNone) {
      ++shape.numbers;
    } else if ((text.marks[t] & kCapital) != 0) {
      shape.capitals += (text.marks[t] & kUnitStart) == 0 ? 1 : 0;
    } else {
      ++shape.lower;
    }
  }
  return shape;
}

double statement_likeness(const LabelShape& shape) {
  double like = 1;
  // Names and titles: hardly a word in lower case. Scripts without case are all "lower".
  const double named = static_cast<double>(shape.lower) / std::max(1U, shape.content);
  like *= named < 0.2 ? 0.15 : std::min(1.0, named / 0.6);
  // A statement takes some function words.
  const double stops = static_cast<double>(shape.stops) / std::max(1U, shape.tokens);
  like *= stops < 0.1 ? 0.5 : 1.0;
  const double length = std::min(1.0, shape.tokens / 10.0);
  like *= 0.3 + 0.7 * length;
  if (shape.numbers * 2 > shape.content) {
    like *= 0.3;
  }
  return like;
}

} // namespace refrain::points
