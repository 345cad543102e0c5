#include "refrain/talking_points/detail/quote_marks.h"

#include <string_view>

#include <gtest/gtest.h>

namespace refrain::points {
namespace {

/// What `words` become inside of `text`.
std::string_view shown(std::string_view text, std::string_view words) {
  const auto begin = static_cast<std::uint32_t>(text.find(words));
  const ByteRange range =
      with_marks(text, {begin, begin + static_cast<std::uint32_t>(words.size())});
  return text.substr(range.begin, range.size());
}

TEST(QuoteMarks, AreTakenInWhereTheirPartnerIsInside) {
  EXPECT_EQ(shown("our motto, \"In God we trust.\" Now", "our motto, \"In God we trust"),
            "our motto, \"In God we trust.\"");
  EXPECT_EQ(shown("a “fair use” or “fair dealing” or", "“fair use” or “fair dealing"),
            "“fair use” or “fair dealing”");
  EXPECT_EQ(shown("der Grundsatz „Gleicher Lohn“ gilt", "der Grundsatz „Gleicher Lohn"),
            "der Grundsatz „Gleicher Lohn“");
  EXPECT_EQ(shown("Das „ambulant vor stationär“ wollen", "ambulant vor stationär“ wollen"),
            "„ambulant vor stationär“ wollen");
  EXPECT_EQ(shown("\"We only know,\" she said", "We only know,\" she said"),
            "\"We only know,\" she said");
  EXPECT_EQ(shown("il dit « jamais » encore", "il dit « jamais"), "il dit « jamais »");
  EXPECT_EQ(shown("главой «Фонда Добра», и", "главой «Фонда Добра"), "главой «Фонда Добра»");
  EXPECT_EQ(shown("their Contribution(s) alone", "their Contribution(s"), "their Contribution(s)");
  EXPECT_EQ(shown("落实“美丽发展、科学崛起”的", "落实“美丽发展、科学崛起"),
            "落实“美丽发展、科学崛起”");
}

TEST(QuoteMarks, AreLeftOutWhereTheirPartnerIsNotThere) {
  EXPECT_EQ(shown("\"In God we trust.\"", "In God we trust"), "In God we trust");
  EXPECT_EQ(shown("(a bridge) and a road", "a bridge"), "a bridge");
  EXPECT_EQ(shown("he said \"never, and then", "he said \"never"), "he said \"never");
  EXPECT_EQ(shown("say \"a\" or \"b\"", "say \"a"), "say \"a\"");
  EXPECT_EQ(shown("1) host data 2) deliver (soon)", "host data 2) deliver"),
            "host data 2) deliver");
  EXPECT_EQ(shown("the farmers' bridge' is", "the farmers' bridge"), "the farmers' bridge");
}

TEST(QuoteMarks, SignsGoWithTheirNumber) {
  EXPECT_EQ(shown("a quota of 40% by", "a quota of 40"), "a quota of 40%");
  EXPECT_EQ(shown("rund 8,50 € pro", "rund 8,50"), "rund 8,50 €");
  EXPECT_EQ(shown("of $28 billion", "28 billion"), "$28 billion");
  EXPECT_EQ(shown("40 %", "40"), "40 %");
}

TEST(QuoteMarks, NestOneInTheOther) {
  EXPECT_EQ(shown("it (the \"old bridge\") fell", "it (the \"old bridge"),
            "it (the \"old bridge\")");
  EXPECT_EQ(shown("it (the \"old\" bridge) fell", "old\" bridge) fell"), "\"old\" bridge) fell");
  EXPECT_EQ(shown("(\"old\" bridge) fell", "old\" bridge) fell"), "(\"old\" bridge) fell");
}

} // namespace
} // namespace refrain::points
