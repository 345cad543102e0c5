#include "refrain/reuse/detail/prepared.h"
#include "refrain/reuse/detail/sentence_starts.h"
#include "refrain/reuse/detail/word_places.h"
#include "refrain/text/corpus.h"

#include <string>

#include <gtest/gtest.h>

namespace refrain::reuse {
namespace {

TEST(SentenceBounds, AreSeenBetweenTwoWords) {
  EXPECT_TRUE(is_sentence_bound(". ", 'T'));
  EXPECT_TRUE(is_sentence_bound("\n", 'T'));
  EXPECT_TRUE(is_sentence_bound("\n\n", 't'));
  EXPECT_TRUE(is_sentence_bound("\u3002", '\xE4'));
  EXPECT_TRUE(is_sentence_bound(",\n", '7'));
  EXPECT_FALSE(is_sentence_bound("", 'T'));
  EXPECT_FALSE(is_sentence_bound(" ", 'T'));
  EXPECT_FALSE(is_sentence_bound("\n", 't'));
  EXPECT_FALSE(is_sentence_bound(".", '5'));
  EXPECT_FALSE(is_sentence_bound("!", 'T'));
  EXPECT_FALSE(is_sentence_bound(". ", 't'));
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
      EXPECT_EQ(at_bound(words, w), is_sentence_bound(text.substr(end, next - end), text[next]));
      bounds += at_bound(words, w) ? 1 : 0;
    }
  }
  EXPECT_EQ(bounds, 5U); // before Then, E.g., Word, ends, and the second Chinese sentence
}

} // namespace
} // namespace refrain::reuse
