#pragma once
/// @file
/// Logarithms, exponentials and powers that give the same bits on every machine. The C library's
/// differ in the last bit between processors with and without fused multiply-add, and between its
/// versions; results must not. A test forbids the C library's functions in the engine.
///
/// Only +, -, *, / of doubles, which IEEE 754 fixes, in one order; the engine is compiled without
/// contraction. What std offers beside these that IEEE 754 fixes, too (sqrt, floor, ceil), is used
/// as it is. Special values are those of std, but that a NaN's sign is not fixed.

namespace refrain {

/// ln x, within 1 unit in the last place; -infinity at 0, NaN below.
[[nodiscard]] double portable_log(double x);

/// Log of base 2, within 2 units in the last place; exact for powers of 2.
[[nodiscard]] double portable_log2(double x);

/// ln(1 + x), within 2 units in the last place also where x is near 0.
[[nodiscard]] double portable_log1p(double x);

/// e^x, within 1 unit in the last place; infinity above 709.78, 0 below -745.13.
[[nodiscard]] double portable_exp(double x);

/// e^x - 1, within 3 units in the last place also where x is near 0.
[[nodiscard]] double portable_expm1(double x);

/// x^y for x >= 0, within 1 unit in the last place; NaN below 0, also where y is whole.
[[nodiscard]] double portable_pow(double x, double y);

} // namespace refrain
