#include "refrain/core/error.h"
#include "refrain/core/parallel.h"
#include "refrain/text/detail/passage_limit.h"
#include "refrain/text/passages.h"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace refrain {
namespace {

using testing::ElementsAre;

std::vector<std::string> split(std::string_view text, std::uint32_t max_words = 400) {
  std::vector<ByteRange> ranges;
  PassageOptions options;
  options.max_words = max_words;
  split_passages(text, options, ranges);
  std::vector<std::string> passages;
  for (const ByteRange& r : ranges) {
    passages.emplace_back(text.substr(r.begin, r.size()));
  }
  return passages;
}

TEST(Passages, OneLineIsOnePassageWithoutTheSpaceAroundIt) {
  EXPECT_THAT(split("  A record of one line. \n"), ElementsAre("A record of one line."));
  EXPECT_THAT(split("A record"), ElementsAre("A record"));
  EXPECT_THAT(split(""), ElementsAre());
  EXPECT_THAT(split(" \n\t\n"), ElementsAre());
}

TEST(Passages, SetApartByBlankLines) {
  EXPECT_THAT(split("First paragraph, with a tail.\r\n\r\nSecond one.\r\n \r\n\r\nThird."),
              ElementsAre("First paragraph, with a tail.", "Second one.", "Third."));
}

TEST(Passages, SetApartBySingleNewlines) {
  EXPECT_THAT(
      split("Progress in the Endeavour to Build\n"
            "At present, as momentous changes unfold at an accelerated pace, the world has entered "
            "a new period of turbulence and transformation, and nobody knows how it will end.\n"
            "Against this backdrop, building a community appears all the more sound, timely and "
            "practically imperative, say those who have been building it for a long time.\n"),
      ElementsAre("Progress in the Endeavour to Build", testing::StartsWith("At present"),
                  testing::StartsWith("Against this")));
}

TEST(Passages, JoinsHardWrappedLines) {
  EXPECT_THAT(split("THE COMMISSION\n"
                    "Old House, Ferrydown\n"
                    "\n"
                    "1. Weather\n"
                    "\n"
                    "March was wet in the uplands: 71 mm fell at Tern Pass, a third above the\n"
                    "mean of the last thirty years, and the thaw began on the 22nd. In the delta\n"
                    "it was dry and windy.\n"
                    "\n"
                    "2. Storage\n"
                    "\n"
                    "Lake Ansel held 2,204 million cubic metres on 31 March, or 81 percent of\n"
                    "capacity, after a gain of 96 million during the month.\n"),
              ElementsAre("THE COMMISSION", "Old House, Ferrydown", "1. Weather",
                          testing::EndsWith("dry and windy."), "2. Storage",
                          testing::EndsWith("the month.")));
}

TEST(Passages, SetApartByIndentationOfHardWrappedLines) {
  EXPECT_THAT(
      split("    It was the best of times and the worst of times, and the letters that\n"
            "came over the mountains in spring spoke of little else than the price that\n"
            "bread had reached in the capital.\n"
            "    Nobody in the valley had seen the capital, and the few that wished to see\n"
            "it were told to wait until the harvest was in.\n"
            "    Then the harvest was in.\n"),
      ElementsAre(testing::EndsWith("in the capital."), testing::EndsWith("harvest was in."),
                  "Then the harvest was in."));
}

TEST(Passages, SetApartByIndentationOfLongLines) {
  const std::string line = "这是一个很长的段落，" + std::string("它说明了段落的缩进。");
  EXPECT_THAT(split("　　" + line + "\n　　" + line), ElementsAre(line, line));
}

TEST(Passages, JoinsWrappedQuoteInsideLongLines) {
  const std::string paragraph =
      "The speaker then turned to the matter of the river, which had been on everybody's mind "
      "since the morning, and read out what the commission had written to him in the spring:";
  EXPECT_THAT(split(paragraph + "\n\n" +
                    "We are not dividing a river this summer, we are dividing the lack of\n"
                    "one, and it has turned out that a lack can be divided fairly if those who\n"
                    "divide it are made to drink from the same glass.\n\n" +
                    paragraph),
              ElementsAre(paragraph, testing::EndsWith("the same glass."), paragraph));
}

TEST(Passages, KeepsListItemsAndVersesApart) {
  EXPECT_THAT(
      split("What we ask:\n- a gauge at every intake\n- a fine that hurts\n- a boat\n"),
      ElementsAre("What we ask:", "- a gauge at every intake", "- a fine that hurts", "- a boat"));
  EXPECT_THAT(split("The river runs\nA long way down\nAnd nobody\nHas asked it why\n"),
              ElementsAre("The river runs", "A long way down", "And nobody", "Has asked it why"));
}

TEST(Passages, CutsLongParagraphsAtSentenceEnds) {
  EXPECT_THAT(split("One two three. Four five six. Seven eight. Nine.", 6),
              ElementsAre("One two three. Four five six.", "Seven eight. Nine."));
  // No sentence ends: the last wide space, else the last space before the limit.
  EXPECT_THAT(split("one two three  four five six seven eight nine", 5),
              ElementsAre("one two three", "four five six seven eight", "nine"));
}

TEST(Passages, CountsWordsOfTextWithoutSpaces) {
  std::string sentence;
  for (int i = 0; i < 20; ++i) {
    sentence += "水"; // 20 characters: about 12 words
  }
  sentence += "。";
  std::string text;
  for (int i = 0; i < 5; ++i) {
    text += sentence;
  }
  EXPECT_THAT(split(text, 30), ElementsAre(sentence + sentence, sentence + sentence, sentence));
}

/// Every script that is written without spaces between words, whatever its plane.
TEST(Passages, HoldTheirLimitInEveryScriptWithoutSpaces) {
  const std::vector<std::pair<const char*, const char*>> scripts = {
      {"Han", "\u6C34"},           {"Han, extension B", "\U00020021"},
      {"Hiragana", "\u304B"},      {"Thai", "\u0E01"},
      {"Lao", "\u0E81"},           {"Khmer", "\u1780"},
      {"Burmese", "\u1000"},       {"Burmese, extension A", "\uAA60"},
      {"Tibetan", "\u0F40\u0F0B"}, {"Javanese", "\uA984"},
      {"Balinese", "\u1B13"},      {"Tai Tham", "\u1A20"},
      {"New Tai Lue", "\u1980"},   {"Tai Viet", "\uAA80"}};
  for (const auto& [name, letter] : scripts) {
    std::string text;
    for (int i = 0; i < 20'000; ++i) {
      text += letter;
    }
    const std::vector<std::string> passages = split(text);
    EXPECT_GE(passages.size(), 9U) << name; // 400 words of no more than 5 or 6 letters
    std::string joined;
    for (const std::string& passage : passages) {
      joined += passage;
    }
    EXPECT_EQ(joined, text) << name;
  }
  EXPECT_EQ(split(std::string(20'000, 'x')).size(), 1U); // one word
}

TEST(Passages, CoverEveryCharacterThatIsNoSpace) {
  std::string text;
  for (int i = 0; i < 3000; ++i) {
    text += i % 7 == 0 ? "мир " : (i % 11 == 0 ? "word, " : (i % 13 == 0 ? "end.\n" : "水"));
  }
  std::vector<ByteRange> ranges;
  for (const std::uint32_t words : {1U, 3U, 50U, 400U}) {
    PassageOptions options;
    options.max_words = words;
    split_passages(text, options, ranges);
    std::string joined;
    std::uint32_t last = 0;
    for (const ByteRange& r : ranges) {
      ASSERT_GE(r.begin, last);
      ASSERT_NE(static_cast<unsigned char>(text[r.begin]) & 0xC0, 0x80);
      last = r.end;
      joined += text.substr(r.begin, r.size());
    }
    const auto without_space = [](std::string s) {
      std::erase_if(s, [](char c) { return c == ' ' || c == '\n'; });
      return s;
    };
    EXPECT_EQ(without_space(joined), without_space(text)) << words;
  }
}

TEST(Passages, OfACorpusDoNotDependOnThreads) {
  Corpus corpus;
  for (int i = 0; i < 3000; ++i) {
    Document d;
    d.id = std::to_string(i);
    d.text = i % 5 == 0 ? "" : "A.\nB " + std::string(static_cast<std::size_t>(i % 9), 'x');
    corpus.add(d);
  }
  corpus.sort();
  const PassageTable all = split_corpus(corpus, {}, {});
  const ThreadLimit one(1);
  const PassageTable serial = split_corpus(corpus, {}, {});
  EXPECT_EQ(all.passages, serial.passages);
  EXPECT_EQ(all.first, serial.first);
  ASSERT_EQ(all.first.size(), corpus.size() + 1);
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    EXPECT_EQ(all.first[d + 1] - all.first[d], corpus.text(d).empty() ? 0U : 2U);
  }
}

TEST(Passages, MoreThanIndexesNameAreAnError) {
  Corpus corpus;
  for (const char* id : {"a", "b"}) {
    Document document;
    document.id = id;
    document.text = "One.\n\nTwo.";
    corpus.add(document);
  }
  corpus.sort();
  EXPECT_EQ(detail::split_at_most(corpus, {}, {}, 4).size(), 4U);
  EXPECT_THAT([&] { return detail::split_at_most(corpus, {}, {}, 3); },
              testing::ThrowsMessage<InvalidArgument>("passages: expected at most 3, found 4"));
}

} // namespace
} // namespace refrain
