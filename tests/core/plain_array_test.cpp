#include "refrain/core/plain_array.h"

#include <cstdint>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace refrain {
namespace {

TEST(PlainArray, HoldsWhatAVectorHoldsHoweverItGrows) {
  PlainArray<std::uint32_t> array;
  std::vector<std::uint32_t> expected;
  const std::vector<std::uint32_t> few{7, 8, 9};
  for (std::uint32_t i = 0; i < 200'000; ++i) {
    array.push_back(i);
    expected.push_back(i);
    if (i % 1000 == 0) {
      array.append(few);
      expected.insert(expected.end(), few.begin(), few.end());
    }
  }
  array.reserve(1'000'000);
  array.reserve(3);
  EXPECT_EQ(std::vector<std::uint32_t>(array.begin(), array.end()), expected);
  EXPECT_EQ(array.back(), 199'999U);
}

TEST(PlainArray, MayPushItsOwnItem) {
  PlainArray<std::uint64_t> array;
  array.push_back(42);
  for (int i = 0; i < 100; ++i) {
    array.push_back(array[0]);
  }
  for (const std::uint64_t item : array) {
    EXPECT_EQ(item, 42U);
  }
}

TEST(PlainArray, LeavesNothingWhereItWasMovedFrom) {
  PlainArray<int> a;
  a.resize_for_overwrite(2);
  a[0] = 1;
  a[1] = 2;
  PlainArray<int> b = std::move(a);
  EXPECT_TRUE(a.empty()); // NOLINT(bugprone-use-after-move): what this test is about
  EXPECT_EQ(b[1], 2);
  PlainArray<int> c;
  c.push_back(5);
  c = std::move(b);
  EXPECT_TRUE(b.empty()); // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(c.size(), 2U);
  c.clear();
  EXPECT_TRUE(c.empty());
  c.append({});
  EXPECT_EQ(c.begin(), c.end());
}

} // namespace
} // namespace refrain
