#include "refrain/core/hash.h"
#include "refrain/talking_points/detail/statement_index.h"

#include "tests/reference/statement_search.h"

#include <map>
#include <set>
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

/// Searches for units themselves, and compares what is looked at with what holds enough.
void expect_units_that_hold(const StatementText& text, UnitIndex step) {
  const StatementIndex index(text);
  StatementSearch search(index);
  std::size_t looked_at = 0;
  for (UnitIndex u = 0; u < text.units.size(); u += step) {
    const Statement statement = statement_of(text, text.units[u].begin, text.units[u].end);
    for (const float coverage : {0.3F, 0.5F, 0.8F}) {
      std::vector<Window> found;
      // Every unit that holds a stem has a window, so nothing but coverage decides.
      search.find(statement, {coverage, 0.0F, 0, 2.0F}, found);
      std::vector<UnitIndex> units;
      for (const Window& window : found) {
        units.push_back(window.unit);
      }
      looked_at += units.size();
      EXPECT_EQ(units, reference::units_that_hold(text, statement, coverage));
    }
  }
  EXPECT_GT(looked_at, text.units.size() / step);
}

TEST(StatementSearch, LooksAtExactlyTheUnitsThatHoldEnough) {
  const Corpus corpus = corpus_of(random_texts(60, 7));
  expect_units_that_hold(read(corpus), 7);
}

TEST(StatementSearch, LooksAtExactlyTheUnitsThatHoldEnoughAmongMany) {
  // Lists that name many units of a block, and statements of words that only few texts hold.
  std::vector<std::string> texts = random_texts(15'000, 3);
  for (std::size_t i = 0; i < texts.size(); i += 4999) {
    texts[i] += ". Purple elephants juggle forbidden pineapples " + std::to_string(i);
  }
  const Corpus corpus = corpus_of(texts);
  const StatementText text = read(corpus);
  ASSERT_GT(text.units.size(), 50'000U);
  expect_units_that_hold(text, 4001);
  UnitIndex rare = 0; // the last unit of the first text
  while (text.units[rare + 1].document == 0) {
    ++rare;
  }
  const StatementIndex index(text);
  std::vector<Window> found;
  StatementSearch(index).find(statement_of(text, text.units[rare].begin, text.units[rare].end),
                              {0.5F, 0.5F, 3, 0.75F}, found);
  std::vector<DocumentIndex> documents;
  for (const Window& window : found) {
    documents.push_back(text.units[window.unit].document);
  }
  EXPECT_THAT(documents, testing::SizeIs(4));
}

TEST(StatementSearch, CountsTheDocumentsThatHoldAStem) {
  const Corpus corpus = corpus_of(random_texts(40, 11));
  const StatementText text = read(corpus);
  const StatementIndex index(text);
  StatementSearch search(index);
  for (UnitIndex from = 0; from < 12; from += 3) {
    std::vector<Window> windows;
    std::map<Stem, std::set<DocumentIndex>> expected;
    for (UnitIndex u = from; u < text.units.size(); u += 1 + from) {
      const Unit& unit = text.units[u];
      windows.push_back({u, unit.begin + 1, unit.end, 1.0F, 1});
      for (TokenIndex t = unit.begin + 1; t < unit.end; ++t) {
        if (text.weight(t) > 0) {
          expected[text.stem(t)].insert(unit.document);
        }
      }
    }
    auto next = expected.begin();
    for (const StatementSearch::StemSpread& held : search.spread_of(windows)) {
      ASSERT_NE(next, expected.end());
      EXPECT_EQ(held.stem, next->first);
      EXPECT_EQ(held.documents, next->second.size());
      ++next;
    }
    EXPECT_EQ(next, expected.end());
    EXPECT_GT(expected.size(), 20U);
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
