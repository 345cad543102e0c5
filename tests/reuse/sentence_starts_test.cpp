#include "refrain/reuse/detail/prepared.h"
#include "refrain/reuse/detail/sentence_starts.h"
#include "refrain/reuse/detail/word_places.h"
#include "refrain/text/corpus.h"

#include <string>

#include <gtest/gtest.h>

namespace refrain::reuse {
namespace {

bool bound_between(const std::string& between, char next) {
  const std::string text = "rain" + between + next;
  return is_sentence_bound(text, 4, text.size() - 1);
}

TEST(SentenceBounds, AreSeenBetweenTwoWords) {
  EXPECT_TRUE(bound_between(". ", 'T'));
  EXPECT_TRUE(bound_between("\n", 'T'));
  EXPECT_TRUE(bound_between("\n\n", 't'));
  EXPECT_TRUE(bound_between("\u3002", '\xE4'));
  EXPECT_TRUE(bound_between(",\n", '7'));
  EXPECT_FALSE(bound_between("", 'T'));
  EXPECT_FALSE(bound_between(" ", 'T'));
  EXPECT_FALSE(bound_between("\n", 't'));
  EXPECT_FALSE(bound_between(".", '5'));
  EXPECT_FALSE(bound_between("!", 'T'));
  EXPECT_FALSE(bound_between(". ", 't'));
}

TEST(SentenceBounds, AreNotBehindAbbreviations) {
  for (const std::string_view text : {"the U.S. Senate", "Rep. Jones", "No. 7", "on Jan. 6"}) {
    const std::size_t end = text.rfind(". ");
    EXPECT_FALSE(is_sentence_bound(text, end, end + 2)) << text;
  }
  for (const std::string_view text : {"left the U.S. The", "said no. Jones", "on it. Six"}) {
    const std::size_t end = text.rfind(". ");
    EXPECT_TRUE(is_sentence_bound(text, end, end + 2)) << text;
  }
}

TEST(SentenceBounds, AreKeptWithTheWordsOfEachDocument) {
  Corpus corpus;
  for (const char* const text :
       {"It rained. Then it was dry,\nalmost. E.g. this\nWord\n\nends here",
        "\u4ED6\u8D70\u4E86\u3002\u5979\u6765\u4E86", ""}) {
    Document document;
    document.id = std::to_string(corpus.size());
    document.text = text;
    corpus.add(document);
  }
  corpus.sort();
  const PreparedCorpus prepared = prepare(corpus, {}, {});
  WordPlaces places(corpus);
  std::size_t bounds = 0;
  for (DocumentIndex d = 0; d < prepared.size(); ++d) {
    const auto words = prepared.words(d);
    EXPECT_TRUE(at_bound(words, 0));
    EXPECT_TRUE(at_bound(words, static_cast<std::uint32_t>(words.size())));
    for (std::uint32_t w = 1; w < words.size(); ++w) {
      const std::uint32_t end = places.bytes(d, w - 1, w).end;
      const std::uint32_t next = places.bytes(d, w, w + 1).begin;
      const std::string_view text = corpus.text(d);
      EXPECT_EQ(at_bound(words, w), is_sentence_bound(text, end, next));
      bounds += at_bound(words, w) ? 1 : 0;
    }
  }
  EXPECT_EQ(bounds, 5U); // before Then, E.g., Word, ends, and the second Chinese sentence
}

TEST(SentenceBounds, CostTheSameBehindALongStretchOfWhiteSpace) {
  // A number counts a list where nothing but white space stands before it.
  std::string text(2'000'000, ' ');
  text += "\xC2\xA0\xE3\x80\x80";
  text += "12. Mend the road. ";
  for (int i = 0; i < 20'000; ++i) {
    text += "Pay 12. Mend it. ";
  }
  const auto bound_behind = [&](std::string_view word, std::size_t from) {
    const std::size_t begin = text.find(word, from) + word.size();
    return is_sentence_bound(text, begin, begin + 2);
  };
  EXPECT_FALSE(bound_behind("12", 0));
  for (std::size_t at = text.find("Pay"); at != std::string::npos; at = text.find("Pay", at + 1)) {
    ASSERT_TRUE(bound_behind("12", at)); // 40 billion steps, were all of it passed each time
  }
}

} // namespace
} // namespace refrain::reuse
