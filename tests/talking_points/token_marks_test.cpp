#include "refrain/talking_points/detail/token_marks.h"

#include <gtest/gtest.h>

namespace refrain::points {
namespace {

TEST(TokenMarks, EndAClauseAtAnAtSignThatJoinsWordsAlone) {
  EXPECT_EQ(mark_of("harbour", "@", "lindau.example"), kClauseStart);
  EXPECT_EQ(mark_of("thank", " @", "harbour"), 0);
  EXPECT_EQ(mark_of("thank", " .@", "harbour"), 0);
  EXPECT_EQ(mark_of("thank", ", @", "harbour"), kClauseStart);
}

} // namespace
} // namespace refrain::points
