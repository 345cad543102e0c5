#include "refrain/core/hash.h"
#include "refrain/talking_points/detail/statement_index.h"

#include "tests/reference/statement_search.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace refrain::points {
namespace {

Corpus corpus_of(const std::vector<std::string>& texts) {
  Corpus corpus;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Document d;
    d.id = "d" + std::to_string(100 + i);
    d.text = texts[i];
    corpus.add(d);
  }
  corpus.sort();
  return corpus;
}

StatementText read(const Corpus& corpus) {
  return read_statements(corpus, split_corpus(corpus, {}, {}), {});
}

/// Texts of words that are common or rare by a skewed choice, the same on every machine.
std::vector<std::string> random_texts(std::size_t count, std::uint64_t seed) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < count; ++i) {
    std::string text;
    for (std::size_t w = 0; w < 40; ++w) {
      const std::uint64_t r = mix64(++seed);
      const std::uint64_t word = (r % 60) * ((r >> 8) % 60) / 12;
      text += "word" + std::string(1, static_cast<char>('a' + word % 26)) +
              std::string(1, static_cast<char>('a' + word / 26));
      text += w % 11 == 10 ? ". A" : " ";
    }
    texts.push_back(text);
  }
  return texts;
}

TEST(StatementSearch, LooksAtExactlyTheUnitsThatHoldEnough) {
  const Corpus corpus = corpus_of(random_texts(60, 7));
  const StatementText text = read(corpus);
  const StatementIndex index(text);
  StatementSearch search(index);
  for (UnitIndex u = 0; u < text.units.size(); u += 7) {
    const Statement statement = statement_of(text, text.units[u].begin, text.units[u].end);
    for (const float coverage : {0.3F, 0.5F, 0.8F}) {
      std::vector<Window> found;
      // Every unit that holds a stem has a window, so nothing but coverage decides.
      search.find(statement, {coverage, 0.0F, 0, 2.0F}, found);
      std::vector<UnitIndex> units;
      for (const Window& window : found) {
        units.push_back(window.unit);
      }
      EXPECT_EQ(units, reference::units_that_hold(text, statement, coverage));
    }
  }
}

TEST(StatementSearch, CutsTheWindowOutOfALongerSentence) {
  const Corpus corpus = corpus_of({"Bridges carry commuters daily.",
                                   "Yesterday the mayor, who likes tulips, told reporters that "
                                   "bridges carry commuters daily, and then ate pancakes."});
  const StatementText text = read(corpus);
  const StatementIndex index(text);
  StatementSearch search(index);
  const Unit& first = text.units[0];
  const Unit& second = text.units[1];
  const Window window =
      search.best_window(statement_of(text, first.begin, first.end), second.begin, second.end);
  EXPECT_EQ(corpus.text(text.range(1, window.begin, window.end)), "bridges carry commuters daily");
  EXPECT_FLOAT_EQ(window.similarity, 1.0F);
  EXPECT_EQ(window.shared, 4U);
}

TEST(StatementText, CutsSentencesWherePunctuationIsLost) {
  const Corpus corpus = corpus_of({"The bill passed the Senate  Kennedy praised the vote  and the "
                                   "House follows with  98 million  The U S  Senate adjourned"});
  const StatementText text = read(corpus);
  std::vector<std::string> units;
  for (const Unit& unit : text.units) {
    units.emplace_back(corpus.text(text.range(0, unit.begin, unit.end)));
  }
  EXPECT_THAT(units,
              testing::ElementsAre("The bill passed the Senate",
                                   "Kennedy praised the vote  and the House follows with  98 "
                                   "million",
                                   "The U S  Senate adjourned"));
}

TEST(StatementText, GivesFunctionWordsNoWeightAndKinOneStem) {
  const Corpus corpus = corpus_of({"The reviews were late.", "They reviewed the book."});
  const StatementText text = read(corpus);
  EXPECT_EQ(text.weight(0), 0.0F);       // the
  EXPECT_GT(text.weight(1), 0.0F);       // reviews
  EXPECT_EQ(text.stem(1), text.stem(5)); // reviewed
}

} // namespace
} // namespace refrain::points
