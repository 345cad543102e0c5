#pragma once
/// @file
/// From which alignment ratios on a place counts as repeated verbatim, and as lightly changed.

#include "refrain/core/types.h"

namespace refrain {

inline constexpr double kVerbatimRatio = 0.95;
inline constexpr double kLightRatio = 0.6;

/// @param ratio  of two texts' tokens, those that align: 2 * matched / both
[[nodiscard]] constexpr Form form_of(double ratio) {
  return ratio >= kVerbatimRatio ? Form::kVerbatim
         : ratio >= kLightRatio  ? Form::kLight
                                 : Form::kHeavy;
}

} // namespace refrain
