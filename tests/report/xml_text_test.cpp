#include "refrain/report/detail/xml_text.h"

#include <string>

#include <gtest/gtest.h>

namespace refrain::detail {
namespace {

std::string xml(std::string_view text) {
  std::string out;
  append_xml(out, text);
  return out;
}

TEST(XmlText, EscapesMarkupAndLineEnds) {
  EXPECT_EQ(xml("plain ünïcode 大坝"), "plain ünïcode 大坝");
  EXPECT_EQ(xml("a<b>&\"c]]>"), "a&lt;b&gt;&amp;&quot;c]]&gt;");
  EXPECT_EQ(xml("a\tb\nc\rd"), "a&#9;b&#10;c&#13;d");
}

TEST(XmlText, ReplacesWhatXmlCannotHold) {
  using std::string_view_literals::operator""sv;
  EXPECT_EQ(xml("\0\x01\x1F"sv), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(xml("\xEF\xBF\xBE|\xEF\xBF\xBF"), "\uFFFD|\uFFFD");
  EXPECT_EQ(xml("\xC3|\xED\xA0\x80"), "\uFFFD|\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(xml("\x7F\u0085\u202E\U0010FFFF"), "\x7F\u0085\u202E\U0010FFFF");
}

} // namespace
} // namespace refrain::detail
