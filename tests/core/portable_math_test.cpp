#include "refrain/core/portable_math.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <utility>

#include <gtest/gtest.h>

namespace refrain {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kLargest = std::numeric_limits<double>::max();
constexpr double kSmallest = std::numeric_limits<double>::denorm_min();
constexpr int kDraws = 200'000;

/// The bits of a double as a number in [0, 1), so that draws are the same everywhere.
class Draws {
public:
  double between(double from, double to) {
    return from + (to - from) * (static_cast<double>(bits_() >> 11) * 0x1p-53);
  }
  /// Any sign and size: 2^from to 2^to.
  double signed_power(double from, double to) {
    const double sign = bits_() % 2 == 0 ? 1 : -1;
    return sign * power(from, to);
  }
  double power(double from, double to) {
    const double exponent = between(from, to);
    return std::ldexp(between(1, 2), static_cast<int>(std::floor(exponent)));
  }

private:
  std::mt19937_64 bits_{20};
};

/// How far a value is from the truth, in units of the last place of the truth.
double units_off(double value, long double truth) {
  const double nearest = std::abs(static_cast<double>(truth));
  const double unit = std::nextafter(nearest, kInfinity) - nearest;
  return static_cast<double>(std::abs(static_cast<long double>(value) - truth) / unit);
}

class PortableMath : public testing::Test {
protected:
  void SetUp() override {
    if (std::numeric_limits<long double>::digits < 64) {
      GTEST_SKIP() << "long double is no more exact than double here";
    }
  }
  Draws draws;
};

TEST_F(PortableMath, LogarithmsAgreeWithLongDoubleOverAllDoubles) {
  for (int i = 0; i < kDraws; ++i) {
    for (const double x :
         {draws.power(-1074, 1024), draws.between(0.5, 3), 1 + draws.signed_power(-52, -1)}) {
      const auto exact = static_cast<long double>(x);
      ASSERT_LE(units_off(portable_log(x), std::log(exact)), 1) << x;
      ASSERT_LE(units_off(portable_log2(x), std::log2(exact)), 2) << x;
    }
  }
}

TEST_F(PortableMath, LogarithmOfOneAndMoreAgreesWithLongDouble) {
  for (int i = 0; i < kDraws; ++i) {
    for (const double x : {draws.power(-1074, 1024), -draws.power(-1074, -1), draws.between(-1, 2),
                           -1 + draws.power(-53, 0)}) {
      ASSERT_LE(units_off(portable_log1p(x), std::log1p(static_cast<long double>(x))), 2) << x;
    }
  }
}

TEST_F(PortableMath, ExponentialsAgreeWithLongDoubleOverAllThatADoubleHolds) {
  for (int i = 0; i < kDraws; ++i) {
    for (const double x :
         {draws.between(-745.13, 709.78), draws.between(-2, 2), draws.signed_power(-1074, 3)}) {
      const auto exact = static_cast<long double>(x);
      ASSERT_LE(units_off(portable_exp(x), std::exp(exact)), 1) << x;
      ASSERT_LE(units_off(portable_expm1(x), std::expm1(exact)), 3) << x;
    }
  }
}

TEST_F(PortableMath, PowersAgreeWithLongDouble) {
  int compared = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double near_one = 1 + draws.signed_power(-50, -3);
    for (const auto& [x, y] :
         {std::pair{draws.power(-1074, 1024), draws.between(-20, 20)},
          std::pair{draws.between(0, 1), std::floor(draws.between(1, 129))},
          std::pair{draws.between(0, 1), draws.between(0, 1)},
          std::pair{near_one, draws.between(-600, 600) / std::log(near_one)}}) {
      const long double truth = std::pow(static_cast<long double>(x), static_cast<long double>(y));
      // The long double's own error shows where the result is a denormal; infinity is below.
      if (truth > 1e-307L && truth <= static_cast<long double>(kLargest)) {
        ASSERT_LE(units_off(portable_pow(x, y), truth), 1) << x << " ^ " << y;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 2 * kDraws);
}

TEST(PortableMathValues, SpecialOnesAreThoseOfTheStandardLibrary) {
  EXPECT_EQ(portable_log(1), 0);
  EXPECT_EQ(portable_log(0), -kInfinity);
  EXPECT_EQ(portable_log(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(portable_log(-1)));
  EXPECT_TRUE(std::isnan(portable_log(std::nan(""))));
  for (int exponent = -1074; exponent < 1024; ++exponent) {
    EXPECT_EQ(portable_log2(std::ldexp(1.0, exponent)), exponent);
  }
  EXPECT_EQ(portable_log2(0), -kInfinity);
  EXPECT_EQ(portable_log2(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(portable_log2(-1)));
  EXPECT_EQ(portable_log1p(0), 0);
  EXPECT_TRUE(std::signbit(portable_log1p(-0.0)));
  EXPECT_EQ(portable_log1p(kSmallest), kSmallest);
  EXPECT_EQ(portable_log1p(-1), -kInfinity);
  EXPECT_EQ(portable_log1p(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(portable_log1p(-2)));
  EXPECT_EQ(portable_exp(0), 1);
  EXPECT_EQ(portable_exp(-kInfinity), 0);
  EXPECT_EQ(portable_exp(kInfinity), kInfinity);
  EXPECT_EQ(portable_exp(709.79), kInfinity);
  EXPECT_EQ(portable_exp(-745.13), kSmallest);
  EXPECT_EQ(portable_exp(-745.14), 0);
  EXPECT_TRUE(std::isnan(portable_exp(std::nan(""))));
  EXPECT_EQ(portable_expm1(0), 0);
  EXPECT_TRUE(std::signbit(portable_expm1(-0.0)));
  EXPECT_EQ(portable_expm1(-kSmallest), -kSmallest);
  EXPECT_EQ(portable_expm1(-kInfinity), -1);
  EXPECT_EQ(portable_expm1(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(portable_expm1(std::nan(""))));
}

TEST(PortableMathValues, SpecialPowersAreThoseOfTheStandardLibraryButForBasesBelowZero) {
  const double nan = std::nan("");
  const std::array values = {0.0, kSmallest, 0.5, 1.0, 1.5, 2.0, 1e300, kLargest, kInfinity, nan};
  for (const double x : values) {
    for (const double size : values) {
      for (const double y : {size, -size}) {
        const double expected = std::pow(x, y);
        if (std::isnan(expected)) {
          EXPECT_TRUE(std::isnan(portable_pow(x, y))) << x << " ^ " << y;
        } else {
          EXPECT_DOUBLE_EQ(portable_pow(x, y), expected) << x << " ^ " << y;
        }
      }
    }
  }
  EXPECT_TRUE(std::isnan(portable_pow(-2, 2)));
}

/// What a compiler that contracts or reorders would change.
TEST(PortableMathValues, KeepTheirBits) {
  std::uint64_t sums[6] = {};
  Draws draws;
  const auto add = [](std::uint64_t& sum, double value) {
    sum = sum * 0x9E3779B97F4A7C15ULL + std::bit_cast<std::uint64_t>(value);
  };
  for (int i = 0; i < 10'000; ++i) {
    const double x = draws.power(-100, 100);
    const double e = draws.between(-30, 30);
    add(sums[0], portable_log(x));
    add(sums[1], portable_log2(x));
    add(sums[2], portable_log1p(x / 1e9));
    add(sums[3], portable_exp(e));
    add(sums[4], portable_expm1(e / 16));
    add(sums[5], portable_pow(x, e / 8));
  }
  EXPECT_EQ(sums[0], 0x28482569ba814996U);
  EXPECT_EQ(sums[1], 0xe245107705c86c3cU);
  EXPECT_EQ(sums[2], 0x386764b457410deeU);
  EXPECT_EQ(sums[3], 0xb46f2fe8f7b621ebU);
  EXPECT_EQ(sums[4], 0x16407e89bbc3847fU);
  EXPECT_EQ(sums[5], 0x101d0080e68ed7f6U);
  EXPECT_EQ(portable_log(10), 0x1.26bb1bbb55516p+1);
  EXPECT_EQ(portable_log2(10), 0x1.a934f0979a371p+1);
  EXPECT_EQ(portable_log1p(0.1), 0x1.8663f793c46c7p-4);
  EXPECT_EQ(portable_exp(1), 0x1.5bf0a8b14576ap+1);
  EXPECT_EQ(portable_expm1(0.1), 0x1.aec7b35a00d3ap-4);
  EXPECT_EQ(portable_pow(0.8, 128), 0x1.bba08cf8c97d4p-42);
}

} // namespace
} // namespace refrain
