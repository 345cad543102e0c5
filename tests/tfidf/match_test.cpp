#include "refrain/core/error.h"
#include "refrain/core/parallel.h"
#include "refrain/tfidf/match.h"

#include <cmath>
#include <string>
#include <tuple>
#include <vector>

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

TEST(Match, MeetsFormsOfAWordUnlessToldToCompareTokens) {
  const Corpus queries = corpus_of({"regulating banks"});
  const Corpus corpus = corpus_of({"a bank is regulated"});
  EXPECT_EQ(match(queries, corpus, {}, {}).size(), 1U);
  EXPECT_TRUE(match(queries, corpus, {.scheme = MatchScheme::kTfIdf}, {}).empty());
}

TEST(Match, ScoresAQueryLowerWhoseTwoBestTextsAreClose) {
  const Corpus queries = corpus_of({"alpha bravo charlie"});
  const std::vector<Match> certain =
      match(queries, corpus_of({"alpha bravo delta", "xxxxx yyyyy zzzzz"}), {}, {});
  ASSERT_EQ(certain.size(), 1U);
  // All words weigh the same but for idf: n = 3; df 2 for alpha and bravo, 1 for the others.
  const double common = std::log(4.0 / 3) + 1;
  const double rare = std::log(4.0 / 2) + 1;
  const double c = 2 * common * common / (2 * common * common + rare * rare);
  EXPECT_NEAR(certain[0].score, c * c + (1 - c * c) * c, 1e-6); // no rival: x = c, p = 1
  const Corpus two = corpus_of({"alpha bravo delta", "alpha bravo tango"});
  const std::vector<Match> uncertain = match(queries, two, {}, {});
  ASSERT_EQ(uncertain.size(), 2U);
  EXPECT_LT(uncertain[0].score, certain[0].score / 2);
  EXPECT_EQ(uncertain[0].score, uncertain[1].score);
  // The score does not depend on how many matches are asked for.
  EXPECT_EQ(match(queries, two, {.top = 1}, {})[0].score, uncertain[0].score);
}

TEST(Match, HoldsTheScoreToTheThreshold) {
  const Corpus queries = corpus_of({"alpha bravo charlie", "delta"});
  const Corpus corpus = corpus_of({"alpha bravo delta", "delta"});
  const std::vector<Match> all = match(queries, corpus, {}, {});
  ASSERT_EQ(all.size(), 3U);
  for (const Match& m : all) {
    std::size_t kept = 0;
    for (const Match& k : match(queries, corpus, {.threshold = m.score}, {})) {
      kept += k.query == m.query && k.document == m.document ? 1 : 0;
      EXPECT_GE(k.score, m.score);
    }
    EXPECT_EQ(kept, 1U);
  }
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
