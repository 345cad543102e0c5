#pragma once
/// @file
/// Refuses options that are out of their range, in one wording: "threshold: expected a number above
/// 0 to 1, found 2". For every stage that has options.
///
///     expect("threshold", options.threshold, {.above = true, .low = 0, .high = 1});

#include <string_view>

namespace refrain::detail {

struct ExpectedRange {
  bool above = false; ///< low itself is refused
  double low = 0;
  double high = 0;
  bool below = false; ///< high itself is refused
};

/// NaN is in no range.
/// @throws InvalidArgument
void expect(std::string_view option, double found, const ExpectedRange& range);

} // namespace refrain::detail
