#include "refrain/text/sentences.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace refrain {
namespace {

using testing::ElementsAre;

std::vector<std::string> split(std::string_view text) {
  std::vector<ByteRange> ranges;
  SentenceSplitter().split(text, 0, ranges);
  std::vector<std::string> sentences;
  for (const ByteRange& r : ranges) {
    sentences.emplace_back(text.substr(r.begin, r.size()));
  }
  return sentences;
}

TEST(Sentences, EndAtStopsWithTheirQuotesAndBrackets) {
  EXPECT_THAT(
      split("It rained. “Did it?” he asked. (It did!) Yes... No?! Done"),
      ElementsAre("It rained.", "“Did it?” he asked.", "(It did!)", "Yes...", "No?!", "Done"));
  EXPECT_THAT(split("He left.\"  She stayed.[12] They met."),
              ElementsAre("He left.\"", "She stayed.[12]", "They met."));
}

TEST(Sentences, DoNotEndBehindAbbreviationsAndInitials) {
  EXPECT_THAT(split("Mr. Smith met Sen. J. B. Doe and Dr. Roe of Acme Inc. in St. Paul."),
              ElementsAre("Mr. Smith met Sen. J. B. Doe and Dr. Roe of Acme Inc. in St. Paul."));
  EXPECT_THAT(
      split("See No. 7, p. 12, e.g. Table 3, i.e. the U.N. Charter. No. Never."),
      ElementsAre("See No. 7, p. 12, e.g. Table 3, i.e. the U.N. Charter.", "No.", "Never."));
}

TEST(Sentences, EndBehindAnAbbreviationWhenAnOpeningWordFollows) {
  EXPECT_THAT(split("She lives in the U.S. The law changed at 5 p.m. It was late."),
              ElementsAre("She lives in the U.S.", "The law changed at 5 p.m.", "It was late."));
  EXPECT_THAT(split("He joined Acme Corp. They make anvils."),
              ElementsAre("He joined Acme Corp.", "They make anvils."));
}

TEST(Sentences, DoNotEndInsideNumbersNamesAndBeforeSmallLetters) {
  EXPECT_THAT(split("It cost 3.5 million at example.com. Version 2.0 is out."),
              ElementsAre("It cost 3.5 million at example.com.", "Version 2.0 is out."));
  EXPECT_THAT(split("The so-called fig. eleven and vol. two ended."),
              ElementsAre("The so-called fig. eleven and vol. two ended."));
  EXPECT_THAT(split("It happened in 2013. Then nothing."),
              ElementsAre("It happened in 2013.", "Then nothing."));
}

TEST(Sentences, EndWhereAScrapedTextLostItsSpace) {
  EXPECT_THAT(split("It promotes peace in the region.China has said so. Node.Js is software."),
              ElementsAre("It promotes peace in the region.", "China has said so.",
                          "Node.Js is software."));
  EXPECT_THAT(split("See www.example.Com for more."), ElementsAre("See www.example.Com for more."));
}

TEST(Sentences, DoNotEndAtHardWrapsButAtBlankLinesAndListItems) {
  EXPECT_THAT(split("The thaw began\non the 22nd. In the\ndelta it was dry."),
              ElementsAre("The thaw began\non the 22nd.", "In the\ndelta it was dry."));
  EXPECT_THAT(split("A heading\n\nA text"), ElementsAre("A heading", "A text"));
  EXPECT_THAT(
      split("We ask for:\n- a gauge\n- a boat\n1. First. Second.\n2. Third"),
      ElementsAre("We ask for:", "- a gauge", "- a boat", "1. First.", "Second.", "2. Third"));
}

TEST(Sentences, EndInOtherScripts) {
  EXPECT_THAT(split("我们要和平。你们呢？“很好！”他说。"),
              ElementsAre("我们要和平。", "你们呢？", "“很好！”", "他说。"));
  EXPECT_THAT(split("كيف حالك؟ أنا بخير. شكرا"), ElementsAre("كيف حالك؟", "أنا بخير.", "شكرا"));
  EXPECT_THAT(split("यह नदी है। वह पहाड़ है।"), ElementsAre("यह नदी है।", "वह पहाड़ है।"));
  EXPECT_THAT(split("Мы за мир. В. В. Петров и проф. Иванов из г. Тулы пришли. Всё."),
              ElementsAre("Мы за мир.", "В. В. Петров и проф. Иванов из г. Тулы пришли.", "Всё."));
  EXPECT_THAT(split("Мы за мир. Проф. Иванов и СТР. 5. Ул. Ленина."),
              ElementsAre("Мы за мир.", "Проф. Иванов и СТР. 5.", "Ул. Ленина."));
  EXPECT_THAT(split("Am 3. März kam Herr Dr. Klein, d.h. z.B. um 8 Uhr. Er blieb."),
              ElementsAre("Am 3. März kam Herr Dr. Klein, d.h. z.B. um 8 Uhr.", "Er blieb."));
}

TEST(Sentences, EndInThaiAtSpacesBetweenLongPhrases) {
  const std::string a = "เราต้องการสันติภาพและความมั่นคงสำหรับทุกคน";
  const std::string b = "ทุกประเทศควรร่วมมือกันเพื่ออนาคตที่ดีกว่า";
  EXPECT_THAT(split(a + " " + b), ElementsAre(a, b));
  EXPECT_THAT(split("ราคา 5 บาท"), ElementsAre("ราคา 5 บาท"));
}

TEST(Sentences, AddTheOffsetToTheirRanges) {
  std::vector<ByteRange> ranges;
  SentenceSplitter().split(" A bird. See.", 100, ranges);
  EXPECT_THAT(ranges, ElementsAre(ByteRange{101, 108}, ByteRange{109, 113}));
}

TEST(Sentences, OfHostileTextTakeLinearTime) {
  std::vector<ByteRange> ranges;
  for (const char* unit : {".", ". ", "a.", "\n", "\n1", "(", "\"", ".x", "ๆ ", "U.S."}) {
    std::string text;
    while (text.size() < 1'000'000) {
      text += unit;
    }
    SentenceSplitter().split(text, 0, ranges);
    EXPECT_LE(ranges.size(), text.size());
  }
}

} // namespace
} // namespace refrain
