#include "refrain/talking_points/detail/labels.h"

#include <vector>

#include <gtest/gtest.h>

namespace refrain::points {
namespace {

Alignment align_of(const std::vector<Surface>& label, const std::vector<Surface>& text) {
  return align(label, text);
}

TEST(Align, FindsACopyInsideOtherWords) {
  const Alignment a = align_of({1, 2, 3, 4}, {9, 9, 1, 2, 3, 4, 9});
  EXPECT_EQ(a.begin, 2U);
  EXPECT_EQ(a.end, 6U);
  EXPECT_EQ(a.matches, 4U);
  EXPECT_DOUBLE_EQ(a.ratio, 1.0);
}

TEST(Align, BridgesInsertedDroppedAndReplacedWords) {
  EXPECT_DOUBLE_EQ(align_of({1, 2, 3, 4}, {1, 2, 9, 3, 4}).ratio, 8.0 / 9);
  EXPECT_DOUBLE_EQ(align_of({1, 2, 3, 4, 5}, {1, 2, 4, 5}).ratio, 8.0 / 9);
  EXPECT_DOUBLE_EQ(align_of({1, 2, 3, 4, 5}, {1, 2, 9, 4, 5}).ratio, 8.0 / 10);
}

TEST(Align, SaysZeroWhereNothingIsShared) {
  EXPECT_EQ(align_of({1, 2}, {3, 4}).ratio, 0);
  EXPECT_EQ(align_of({}, {3, 4}).ratio, 0);
  EXPECT_EQ(align_of({1}, {}).ratio, 0);
}

} // namespace
} // namespace refrain::points
