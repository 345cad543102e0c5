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

TEST(TokenMarks, EndAnAddressAtASpaceOrWhereItsScriptEnds) {
  const std::string_view text = "see https://a.example/b?c=d for http://e\xE4\xB8\xAD <http://f>";
  EXPECT_EQ(address_after(text, text.find("://")), text.find(" for"));
  EXPECT_EQ(address_after(text, text.find("://e")), text.find('\xE4'));
  EXPECT_EQ(address_after(text, text.find("://f")), text.find('>'));
}

TEST(TokenMarks, SeeNoAddressWithoutAScheme) {
  EXPECT_EQ(address_after("read on: here", 7), 0U);
  EXPECT_EQ(address_after("read", 4), 0U);
}

} // namespace
} // namespace refrain::points
