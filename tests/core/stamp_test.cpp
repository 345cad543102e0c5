#include "refrain/core/stamp.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <set>

#include <gtest/gtest.h>

namespace refrain {
namespace {

TEST(Stamp, AgreesWithASetWhenItsNumbersAreUsedUp) {
  std::mt19937_64 random(1);
  std::array<std::uint8_t, 40> seen{};
  std::uint8_t round = 0;
  for (int i = 0; i < 2000; ++i) {
    next_stamp(round, [&] { seen.fill(0); });
    std::set<std::size_t> set;
    for (std::size_t n = random() % 5; n > 0; --n) {
      const std::size_t item = random() % seen.size();
      ASSERT_EQ(seen[item] != round, set.insert(item).second) << i;
      seen[item] = round;
    }
  }
}

TEST(Stamp, ClearsNoTableBeforeThat) {
  std::uint8_t round = 0;
  int cleared = 0;
  for (int i = 0; i < 255; ++i) {
    next_stamp(round, [&] { ++cleared; });
  }
  EXPECT_EQ(cleared, 0);
  next_stamp(round, [&] { ++cleared; });
  EXPECT_EQ(cleared, 1);
  EXPECT_EQ(round, 1);
}

} // namespace
} // namespace refrain
