#include "refrain/core/portable_math.h"

#include <array>
#include <bit>
#include <cstdint>
#include <limits>

namespace refrain {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// ln 2 in two parts; a product of the first and an exponent is exact, for it ends in 20 zero bits.
constexpr double kLn2High = 0x1.62e42feep-1;
constexpr double kLn2Low = 0x1.a39ef35793c76p-33;
constexpr double kInverseLn2 = 0x1.71547652b82fep+0;

/// value * 2^exponent, value in [sqrt 1/2, sqrt 2).
struct Scaled {
  double value = 1;
  int exponent = 0;
};

/// @param x  positive and finite
Scaled scaled(double x) {
  constexpr std::uint64_t kHalfRoot = 0x3FE6A09E667F3BCDULL; // of sqrt 1/2
  constexpr double kSmallestNormal = 0x1p-1022;
  int exponent = 0;
  if (x < kSmallestNormal) {
    x *= 0x1p54;
    exponent = -54;
  }
  // The exponent that counts from sqrt 1/2, in the upper 12 bits.
  const std::uint64_t above = std::bit_cast<std::uint64_t>(x) - kHalfRoot;
  const int steps = static_cast<int>(static_cast<std::int64_t>(above) >> 52);
  const std::uint64_t bits = (above & 0x000FFFFFFFFFFFFFULL) + kHalfRoot;
  return {std::bit_cast<double>(bits), exponent + steps};
}

double power_of_2(int exponent) { // in [-1022, 1023]
  return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52);
}

/// Sum of terms[i] x^i; even and odd powers apart, which takes half as long.
template <std::size_t size> double polynomial(const std::array<double, size>& terms, double x) {
  static_assert(size % 2 == 0);
  const double square = x * x;
  double even = terms[size - 2];
  double odd = terms[size - 1];
  for (std::size_t i = size - 2; i >= 2; i -= 2) {
    even = even * square + terms[i - 2];
    odd = odd * square + terms[i - 1];
  }
  return even + odd * x;
}

// 2 atanh s = 2 s + 2 s^3 (1/3 + s^2/5 + ...); |s| <= 0.1716, so that ten terms reach 2^-60.
constexpr std::array<double, 10> kAtanh = {1.0 / 3,  1.0 / 5,  1.0 / 7,  1.0 / 9,  1.0 / 11,
                                           1.0 / 13, 1.0 / 15, 1.0 / 17, 1.0 / 19, 1.0 / 21};

/// What 2 atanh s is short of f, where s = f / (2 + f), so that 2 atanh s = ln(1 + f). Small beside
/// f, which is exact: 2 s = f - s f.
double short_of(double f, double s) {
  const double square = s * s;
  return s * (f - 2 * square * polynomial(kAtanh, square));
}

// (e^r - 1 - r) / r^2 = 1/2! + r/3! + ...; |r| <= 0.3466, so that twelve terms reach 2^-57.
constexpr std::array<double, 12> kExp = {
    1.0 / 2,     1.0 / 6,      1.0 / 24,      1.0 / 120,      1.0 / 720,       1.0 / 5040,
    1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800};

/// e^x = 2^exponent (1 + rest).
struct ScaledExp {
  double rest = 0;
  int exponent = 0;
};

/// @param x      in [-746, 710]
/// @param small  added to x
ScaledExp scaled_exp(double x, double small) {
  const double steps = x * kInverseLn2;
  const int exponent = static_cast<int>(steps + (steps < 0 ? -0.5 : 0.5));
  const double high = x - exponent * kLn2High;
  const double low = small - exponent * kLn2Low;
  const double r = high + low;
  const double lost = high - r + low;
  return {r + (r * r * polynomial(kExp, r) + lost), exponent};
}

/// e^(x + small).
double exp_of_sum(double x, double small) {
  if (x > 709.79) {
    return kInfinity;
  }
  if (x < -745.2) {
    return 0;
  }
  const ScaledExp e = scaled_exp(x, small);
  // In two steps, as 2^exponent may lie outside of what a double holds.
  const int half = e.exponent / 2;
  return (1 + e.rest) * power_of_2(half) * power_of_2(e.exponent - half);
}

/// An unevaluated sum of two doubles, the second at most half a unit of the first.
struct Twofold {
  double high = 0;
  double low = 0;
};

/// The exact sum, where |a| >= |b|. Source: Dekker 1971, as all of these.
Twofold sum_of(double a, double b) {
  const double high = a + b;
  return {high, b - (high - a)};
}

/// The exact product of doubles below 2^996.
Twofold product_of(double a, double b) {
  constexpr double kSplit = 0x1p27 + 1;
  const auto split = [](double x) {
    const double big = x * kSplit;
    const double high = big - (big - x);
    return Twofold{high, x - high};
  };
  const Twofold u = split(a);
  const Twofold v = split(b);
  const double high = a * b;
  return {high, u.low * v.low - (high - u.high * v.high - u.low * v.high - u.high * v.low)};
}

Twofold operator*(const Twofold& a, const Twofold& b) {
  const Twofold product = product_of(a.high, b.high);
  return sum_of(product.high, product.low + (a.high * b.low + a.low * b.high));
}

/// |a| >= |b|.
Twofold operator+(const Twofold& a, const Twofold& b) {
  const Twofold sum = sum_of(a.high, b.high);
  return sum_of(sum.high, sum.low + (a.low + b.low));
}

/// ln x with an error below 2^-63 of it.
Twofold twofold_log(double x) {
  const Scaled parts = scaled(x);
  const double f = parts.value - 1;
  const Twofold divisor = sum_of(2, f);
  const double quotient = f / divisor.high;
  const Twofold back = product_of(quotient, divisor.high);
  const Twofold s =
      sum_of(quotient, (f - back.high - back.low - quotient * divisor.low) / divisor.high);
  // The first two terms twofold, the others but for a factor of s^6.
  constexpr std::array<double, 8> kRest = {1.0 / 7,  1.0 / 9,  1.0 / 11, 1.0 / 13,
                                           1.0 / 15, 1.0 / 17, 1.0 / 19, 1.0 / 21};
  constexpr Twofold kThird = {1.0 / 3, 1.0 / 3 * 0x1p-54};
  constexpr Twofold kFifth = {1.0 / 5, -0.4 * 0x1p-55};
  const Twofold square = s * s;
  const double rest = square.high * polynomial(kRest, square.high);
  const Twofold series = square * (kThird + square * (kFifth + Twofold{rest, 0}));
  const Twofold twice = {2 * s.high, 2 * s.low};
  const Twofold log = twice + twice * series;
  if (parts.exponent == 0) {
    return log;
  }
  const Twofold powers =
      sum_of(parts.exponent * kLn2High, parts.exponent * kLn2Low); // of the exponent
  return powers + log;
}

} // namespace

double portable_log(double x) {
  if (!(x > 0)) {
    return x == 0 ? -kInfinity : kNaN;
  }
  if (x == kInfinity) {
    return x;
  }
  const Scaled parts = scaled(x);
  const double f = parts.value - 1;
  const double s = f / (2 + f);
  return parts.exponent * kLn2High + (f - (short_of(f, s) - parts.exponent * kLn2Low));
}

double portable_log2(double x) {
  if (!(x > 0)) {
    return x == 0 ? -kInfinity : kNaN;
  }
  if (x == kInfinity) {
    return x;
  }
  const Scaled parts = scaled(x);
  return parts.exponent + portable_log(parts.value) * kInverseLn2;
}

double portable_log1p(double x) {
  constexpr double kNear = 0.29; // within, ln(1 + x) needs no exponent
  if (x > -kNear && x < kNear) {
    return x - short_of(x, x / (2 + x));
  }
  if (!(x > -1)) {
    return x == -1 ? -kInfinity : kNaN;
  }
  // What the sum loses, as a share of it, is what its logarithm lacks.
  const double sum = 1 + x;
  const double lost = x > 1 ? 1 - (sum - x) : x - (sum - 1);
  return sum == kInfinity ? sum : portable_log(sum) + lost / sum;
}

double portable_exp(double x) {
  return x != x ? x : exp_of_sum(x, 0);
}

double portable_expm1(double x) {
  constexpr double kTiny = 0x1p-54;
  constexpr double kLeast = -40; // e^x is nothing beside 1
  if (x != x || (x > -kTiny && x < kTiny)) {
    return x;
  }
  if (x < kLeast) {
    return -1;
  }
  if (x > -kLeast) {
    return exp_of_sum(x, 0);
  }
  const ScaledExp e = scaled_exp(x, 0);
  const double scale = power_of_2(e.exponent);
  return scale * e.rest + (scale - 1);
}

double portable_pow(double x, double y) {
  if (y == 0 || x == 1) {
    return 1;
  }
  if (!(x >= 0) || y != y) {
    return kNaN;
  }
  if (x == 0 || x == kInfinity) {
    return (x == 0) == (y < 0) ? kInfinity : 0;
  }
  constexpr double kHuge = 0x1p64; // |ln x| is at least 2^-53
  if (y > kHuge || y < -kHuge) {
    return (x > 1) == (y > 0) ? kInfinity : 0;
  }
  const Twofold log = twofold_log(x);
  const Twofold exact = product_of(log.high, y);
  const Twofold power = sum_of(exact.high, exact.low + log.low * y);
  return exp_of_sum(power.high, power.low);
}

} // namespace refrain
