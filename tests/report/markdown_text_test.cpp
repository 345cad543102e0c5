#include "refrain/report/detail/markdown_text.h"

#include <string>

#include <gtest/gtest.h>

namespace refrain::detail {
namespace {

std::string markdown(std::string_view text) {
  std::string out;
  append_markdown(out, text);
  return out;
}

TEST(MarkdownText, EscapesMarkupWhereverItStands) {
  EXPECT_EQ(markdown("a *b* _c_ `d` [e](f) <g> | ~h~ &amp; $i$ ![j]"),
            R"(a \*b\* \_c\_ \`d\` \[e\](f) \<g\> \| \~h\~ \&amp; \$i\$ \!\[j\])");
  EXPECT_EQ(markdown("back\\slash"), R"(back\\slash)");
}

TEST(MarkdownText, EscapesWhatMeansSomethingAtTheStartOfALine) {
  EXPECT_EQ(markdown("# head"), R"(\# head)");
  EXPECT_EQ(markdown("- item"), R"(\- item)");
  EXPECT_EQ(markdown("12. item"), R"(12\. item)");
  EXPECT_EQ(markdown("3) item"), R"(3\) item)");
  EXPECT_EQ(markdown("1.5 and # and - stay"), R"(1\.5 and # and - stay)");
}

TEST(MarkdownText, IsOneLineWithoutControls) {
  EXPECT_EQ(markdown("  a\r\n\n b\t\x1b[2J \u202Ec "), R"(a b \[2J c)");
}

} // namespace
} // namespace refrain::detail
