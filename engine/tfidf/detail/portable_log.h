#pragma once
/// @file
/// A natural logarithm that gives the same bits on every machine: the C library's differs in the
/// last bit between processors with and without fused multiply-add, and weights are output.

#include <cmath>

namespace refrain::detail {

/// ln x for x > 0; relative error below 1e-15. Only +, -, *, / and frexp, which are exact by IEEE.
[[nodiscard]] inline double portable_log(double x) {
  constexpr double kLn2 = 0.69314718055994530942;
  constexpr double kHalfRoot = 0.70710678118654752440;
  int exponent = 0;
  double m = std::frexp(x, &exponent);
  if (m < kHalfRoot) {
    m *= 2;
    --exponent;
  }
  // ln m = 2 atanh((m - 1) / (m + 1)), |s| <= 0.1716, so 11 terms reach 1e-18.
  const double s = (m - 1) / (m + 1);
  const double square = s * s;
  double sum = 0;
  for (int k = 21; k >= 1; k -= 2) {
    sum = sum * square + 1.0 / k;
  }
  return 2 * s * sum + exponent * kLn2;
}

} // namespace refrain::detail
