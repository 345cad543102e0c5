#include "refrain/core/detail/expect.h"

#include "refrain/core/error.h"

#include <charconv>
#include <cmath>
#include <string>

namespace refrain::detail {
namespace {

std::string text_of(double x) {
  char digits[32];
  // Whole numbers as people write them: 1000000 rather than 1e+06.
  const bool whole = std::abs(x) < 1e15 && x == std::trunc(x);
  char* end = digits + sizeof digits;
  const auto result = whole ? std::to_chars(digits, end, x, std::chars_format::fixed)
                            : std::to_chars(digits, end, x);
  return {digits, result.ptr};
}

} // namespace

void expect(std::string_view option, double found, const ExpectedRange& range) {
  const bool high_enough = range.above ? found > range.low : found >= range.low;
  const bool low_enough = range.below ? found < range.high : found <= range.high;
  if (!high_enough || !low_enough) {
    throw InvalidArgument(std::string(option) + ": expected a number " +
                          (range.above ? "above " : "from ") + text_of(range.low) +
                          (range.below ? " to below " : " to ") + text_of(range.high) + ", found " +
                          text_of(found));
  }
}

} // namespace refrain::detail
