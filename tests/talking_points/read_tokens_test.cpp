#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"
#include "refrain/talking_points/detail/statement_text.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace refrain::points {
namespace {

/// Documents of several blocks, in which words of one document come again in others and each has
/// one of its own; some say nothing.
struct Written {
  Corpus corpus;
  std::vector<std::vector<std::string>> words; ///< by document

  explicit Written(std::size_t documents) {
    std::uint64_t seed = 0;
    for (std::size_t i = 0; i < documents; ++i) {
      Document d;
      d.id = std::to_string(10'000 + i);
      std::vector<std::string>& said = words.emplace_back();
      const std::uint64_t count = i % 7 == 3 ? 0 : mix64(++seed) % 60;
      for (std::uint64_t w = 0; w < count; ++w) {
        const std::uint64_t r = mix64(++seed);
        // A long word now and then, and one that has letters of two bytes.
        said.push_back(w == 0        ? "own" + letters(i)
                       : r % 40 == 0 ? std::string(60 + r % 9, 'x')
                       : r % 9 == 0  ? "\u00fcber" + letters(r % 50)
                                     : "word" + letters(r % 300));
        d.text += said.back();
        d.text += r % 11 == 0 ? ". " : r % 13 == 0 ? "\n\n" : r % 17 == 0 ? "  -  " : " ";
      }
      corpus.add(d);
    }
    corpus.sort();
  }

  static std::string letters(std::uint64_t n) {
    std::string text(1, static_cast<char>('a' + n % 26));
    return n < 26 ? text : text + letters(n / 26);
  }
};

TEST(ReadTokens, KeepsTheOrderOfDocumentsHoweverManyThreadsRead) {
  const Written written(3000);
  for (const unsigned threads : {1U, 4U}) {
    const ThreadLimit limit(threads);
    const StatementText text =
        read_statements(written.corpus, split_corpus(written.corpus, {}, {}), {});
    ASSERT_EQ(text.document_begin.size(), written.words.size() + 1);
    std::map<std::string, Surface> surface_of;
    std::map<Surface, std::string> word_of;
    for (DocumentIndex d = 0; d < written.words.size(); ++d) {
      const TokenIndex begin = text.document_begin[d];
      ASSERT_EQ(text.document_begin[d + 1] - begin, written.words[d].size()) << d;
      for (std::size_t w = 0; w < written.words[d].size(); ++w) {
        const auto t = static_cast<TokenIndex>(begin + w);
        const std::string& word = written.words[d][w];
        ASSERT_EQ(written.corpus.text(text.range(d, t, t + 1)), word);
        EXPECT_EQ(surface_of.emplace(word, text.surfaces[t]).first->second, text.surfaces[t]);
        EXPECT_EQ(word_of.emplace(text.surfaces[t], word).first->second, word);
        ASSERT_EQ(text.units[text.unit_of(t)].document, d);
        ASSERT_GE(t, text.units[text.unit_of(t)].begin);
        ASSERT_LT(t, text.units[text.unit_of(t)].end);
      }
    }
    EXPECT_EQ(text.places.size(), text.document_begin.back());
    EXPECT_EQ(text.marks.size(), text.document_begin.back());
  }
}

TEST(ReadTokens, ReadsDocumentsThatSayNothing) {
  Corpus corpus;
  for (const char* id : {"a", "b"}) {
    Document d;
    d.id = id;
    d.text = "...";
    corpus.add(d);
  }
  corpus.sort();
  const StatementText text = read_statements(corpus, split_corpus(corpus, {}, {}), {});
  EXPECT_TRUE(text.units.empty());
  EXPECT_TRUE(text.surfaces.empty());
  EXPECT_EQ(text.document_begin, (std::vector<TokenIndex>{0, 0, 0}));
}

} // namespace
} // namespace refrain::points
