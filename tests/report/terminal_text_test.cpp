#include "refrain/report/terminal_text.h"
#include "refrain/text/display_width.h"

#include <string>

#include <gtest/gtest.h>

namespace refrain {
namespace {

TEST(DisplayWidth, KnowsWideNarrowAndJoinedCharacters) {
  EXPECT_EQ(display_width(""), 0U);
  EXPECT_EQ(display_width("plain"), 5U);
  EXPECT_EQ(display_width("é"), 1U);
  EXPECT_EQ(display_width("e\u0301"), 1U);
  EXPECT_EQ(display_width("漢字カナ"), 8U);
  EXPECT_EQ(display_width("한글"), 4U);
  EXPECT_EQ(display_width("\u1112\u1161\u11ab"), 2U); // one syllable in three parts
  EXPECT_EQ(display_width("👍"), 2U);
  EXPECT_EQ(display_width("👩\u200d🔬"), 2U);
  EXPECT_EQ(display_width("❤\ufe0f"), 2U);
  EXPECT_EQ(display_width("🇫🇷"), 2U);
  EXPECT_EQ(display_width("שלום"), 4U);
  EXPECT_EQ(display_width("a\u200bb"), 2U);
}

TEST(DisplayWidth, KnowsScriptsFromRightToLeft) {
  EXPECT_TRUE(has_right_to_left("abc שלום"));
  EXPECT_TRUE(has_right_to_left("سلام"));
  EXPECT_FALSE(has_right_to_left("плоский текст, 漢字, éß"));
}

TEST(TerminalText, MakesOneLineThatCommandsNothing) {
  EXPECT_EQ(one_line("  two\r\n\tlines  "), "two lines");
  EXPECT_EQ(one_line("a\x1b[31mb\x07"), "a [31mb");
  EXPECT_EQ(one_line("a\u009bb"), "a b");
  EXPECT_EQ(one_line("x\u202ey\u202cz\u2066w\u2069"), "xyzw");
  EXPECT_EQ(one_line("a\xFF"), "a\uFFFD");
  EXPECT_EQ(one_line("a\u00a0\u3000b"), "a b");
}

TEST(TerminalText, CutsAtWordEnds) {
  TerminalText fit;
  EXPECT_EQ(fit.cut("short", 10), "short");
  EXPECT_EQ(fit.cut("one two three", 13), "one two three");
  EXPECT_EQ(fit.cut("one two three", 12), "one two…");
  EXPECT_EQ(fit.cut("one two three", 8), "one two…");
  EXPECT_EQ(fit.cut("one two three", 7), "one…");
  EXPECT_EQ(fit.cut("alpha (beta gamma)", 10), "alpha…");
  EXPECT_EQ(fit.cut("incomprehensibilities", 8), "incompr…");
  EXPECT_EQ(fit.quote("one two three", 10), "“one two…”");
}

TEST(TerminalText, CutsByColumnsNotByBytes) {
  TerminalText fit;
  EXPECT_EQ(display_width(fit.cut("漢字仮名交じり文の長い行", 9)) <= 9, true);
  EXPECT_EQ(fit.cut("ааа ббб ввв", 8), "ааа ббб…");
  // The mark stays with its letter.
  EXPECT_EQ(fit.cut("abcde\u0301fgh", 6), "abcde\u0301…");
}

TEST(TerminalText, ClosesInWhatRunsFromRightToLeft) {
  TerminalText fit;
  EXPECT_EQ(fit.cut("שלום", 10), "\u2068שלום\u2069");
  EXPECT_EQ(isolated("plain"), "plain");
}

TEST(TerminalText, WrapsWithinTheColumnsAndLosesNothing) {
  TerminalText fit;
  const std::string line = one_line("The first stage of the line will be opened, they said, in the "
                                    "spring (or later). 漢字仮名交じり文はどこでも改行できる。");
  for (std::size_t columns = 4; columns < 60; ++columns) {
    std::string joined;
    for (const std::string_view part : fit.wrap(line, columns)) {
      EXPECT_LE(display_width(part), columns);
      joined += part;
    }
    std::string without_spaces;
    for (const char c : joined) {
      without_spaces += c == ' ' ? "" : std::string(1, c);
    }
    std::string expected;
    for (const char c : line) {
      expected += c == ' ' ? "" : std::string(1, c);
    }
    EXPECT_EQ(without_spaces, expected);
  }
}

TEST(TerminalText, PadsByColumns) {
  EXPECT_EQ(padded("漢", 4), "漢  ");
  EXPECT_EQ(padded("long", 2), "long");
}

} // namespace
} // namespace refrain
