#include "refrain/core/error.h"
#include "refrain/core/parallel.h"
#include "refrain/tfidf/match.h"

#include <string>
#include <tuple>

#include <gmock/gmock.h>

namespace refrain {
namespace {

Corpus corpus_of(const std::vector<std::string>& texts) {
  Corpus corpus;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Document d;
    d.id = std::to_string(1000 + i);
    d.text = texts[i];
    corpus.add(d);
  }
  corpus.sort();
  return corpus;
}

TEST(Match, RanksTheTextThatSaysTheSameFirst) {
  const Corpus queries = corpus_of({"School uniforms reduce bullying", "Пенсии надо повысить"});
  const Corpus corpus = corpus_of({"Taxes on petrol are unfair", "Повысить пенсии обещали все",
                                   "A school uniform reduces bullying in school", ""});
  const std::vector<Match> matches = match(queries, corpus, {.top = 1}, {});
  ASSERT_EQ(matches.size(), 2U);
  EXPECT_EQ(matches[0].query, 0U);
  EXPECT_EQ(matches[0].document, 2U);
  EXPECT_EQ(matches[0].rank, 1U);
  EXPECT_EQ(matches[1].query, 1U);
  EXPECT_EQ(matches[1].document, 1U);
}

TEST(Match, GivesAVerbatimTextTheScoreOne) {
  const Corpus queries = corpus_of({"We will lower taxes for families."});
  const Corpus corpus =
      corpus_of({"we will raise taxes", "WE WILL LOWER TAXES FOR FAMILIES", "other words"});
  const std::vector<Match> matches = match(queries, corpus, {}, {});
  ASSERT_FALSE(matches.empty());
  EXPECT_EQ(matches[0].document, 1U);
  EXPECT_NEAR(matches[0].score, 1, 1e-6);
  EXPECT_LE(matches[0].score, 1);
}

TEST(Match, FindsNothingForTextsWithoutSharedWords) {
  EXPECT_TRUE(match(corpus_of({"", "aaa"}), corpus_of({"bbb", ""}), {}, {}).empty());
  EXPECT_TRUE(match(corpus_of({}), corpus_of({}), {}, {}).empty());
}

TEST(Match, RefusesAThresholdOutsideItsBounds) {
  EXPECT_THROW((void)match(corpus_of({"a"}), corpus_of({"a"}), {.threshold = -0.1}, {}),
               InvalidArgument);
}

TEST(Match, DoesNotDependOnTheThreadCount) {
  std::vector<std::string> texts;
  for (int i = 0; i < 800; ++i) {
    texts.push_back("the word" + std::to_string(i % 40) + " and the word" + std::to_string(i % 7) +
                    " of word" + std::to_string(i));
  }
  const Corpus corpus = corpus_of(texts);
  std::vector<std::vector<std::tuple<DocumentIndex, DocumentIndex, std::uint32_t, double>>> runs;
  for (const unsigned threads : {1U, 2U, 7U}) {
    const ThreadLimit limit(threads);
    auto& run = runs.emplace_back();
    for (const Match& m : match(corpus, corpus, {.top = 5}, {})) {
      run.emplace_back(m.query, m.document, m.rank, m.score);
    }
  }
  EXPECT_EQ(runs[0], runs[1]);
  EXPECT_EQ(runs[0], runs[2]);
}

} // namespace
} // namespace refrain
