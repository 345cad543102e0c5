#include "refrain/core/parallel.h"
#include "refrain/tfidf/reworded_scores.h"

#include "tests/reference/reworded_scores.h"

#include <cmath>
#include <random>
#include <vector>

#include <gmock/gmock.h>

namespace refrain {
namespace {

using Texts = std::vector<std::vector<std::uint64_t>>;

/// Rows of one weight a word, so that cosines can be worked out by hand.
SparseRows rows_of(const Texts& texts) {
  std::vector<std::vector<Feature>> features;
  for (const auto& text : texts) {
    auto& row = features.emplace_back();
    for (const std::uint64_t key : text) {
      row.push_back({key});
    }
  }
  return build_rows(features, {.sublinear = false, .inverse_frequency = false}, {});
}

std::vector<CosinePair> scores(const SparseRows& rows, std::size_t queries,
                               std::uint32_t top = kRivals) {
  const RowRange from{0, queries};
  const RowRange to{queries, rows.rows()};
  return score_reworded(rows, from, to, top_n_join(rows, from, to, {.top = top}, {}), {});
}

double score_of(double c, double x, double p) {
  return c * c + (1 - c * c) * x * p;
}

TEST(RewordedScores, CountAWordThatAllRivalsHoldLessThanOneThatTellsThemApart) {
  // Query 1 2 3 4; texts 1 5 and 1 2. Word 1 is held by both of two rivals: factor 1 - 1/2.
  const SparseRows rows = rows_of({{1, 2, 3, 4}, {1, 5}, {1, 2}});
  const std::vector<CosinePair> found = scores(rows, 1);
  ASSERT_EQ(found.size(), 2U);
  const double product = 1 / (2 * std::sqrt(2.0)); // weights 1/2 and 1/sqrt(2)
  const double x1 = product / 2;
  const double x2 = product * 3 / 2;
  const double sum = x1 * x1 * x1 + x2 * x2 * x2;
  EXPECT_EQ(found[0].b, 2U);
  EXPECT_NEAR(found[0].score, score_of(2 * product, x2, x2 * x2 * x2 / sum), 1e-6);
  EXPECT_NEAR(found[1].score, score_of(product, x1, x1 * x1 * x1 / sum), 1e-6);
}

TEST(RewordedScores, RaiseATextThatFourLikeQueriesAnswerTo) {
  // Query 0 shares word 2 with text 8 and word 3 with text 9, as much with each. Queries 1 to 7
  // answer to text 9 and share word 9 with query 0.
  Texts texts = {{2, 3, 9}};
  texts.insert(texts.end(), 7, {3, 9});
  texts.insert(texts.end(), {{2, 5}, {3, 6}});
  const std::vector<CosinePair> found = scores(rows_of(texts), 8);
  EXPECT_EQ(found[0].b, 9U);
  const double t = 1 / std::sqrt(6.0);        // query 0 with either text
  const double like = 2 / std::sqrt(6.0);     // query 0 with queries 1 to 7
  const double u = like * std::sqrt(1.0 / 2); // t of queries 1 to 7 with text 9 is 1/2
  const double x = 1 - (1 - t) * (1 - u) * (1 - u);
  const double sum = x * x * x + t * t * t;
  EXPECT_NEAR(found[0].score, score_of(t, x, x * x * x / sum), 1e-6);
  EXPECT_NEAR(found[1].score, score_of(t, t, t * t * t / sum), 1e-6);
}

TEST(RewordedScores, NeedFourOtherQueriesThatAnswerAndFourATextInTheRun) {
  Texts three = {{2, 3, 9}, {3, 9}, {3, 9}, {3, 9}, {40}, {41}, {42}, {43}, {2, 5}, {3, 6}};
  const std::vector<CosinePair> few = scores(rows_of(three), 8);
  EXPECT_EQ(few[0].score, few[1].score);
  Texts seven = {{2, 3, 9}, {3, 9}, {3, 9}, {3, 9}, {3, 9}, {3, 9}, {3, 9}, {2, 5}, {3, 6}};
  const std::vector<CosinePair> sparse = scores(rows_of(seven), 7);
  EXPECT_EQ(sparse[0].score, sparse[1].score);
}

TEST(RewordedScores, CountCopiesOfATextOnceAndScoreThemAlike) {
  const SparseRows one = rows_of({{1, 2, 3}, {1, 2, 4}, {3, 5}});
  const SparseRows copies = rows_of({{1, 2, 3}, {1, 2, 4}, {3, 5}, {1, 2, 4}, {1, 2, 4}});
  const std::vector<CosinePair> a = scores(one, 1);
  const std::vector<CosinePair> b = scores(copies, 1);
  ASSERT_EQ(b.size(), 4U);
  for (const std::size_t i : {0, 1, 2}) {
    EXPECT_NEAR(b[i].score, a[0].score, 1e-6); // columns stand in another order
    EXPECT_EQ(b[i].score, b[0].score);
  }
  EXPECT_NEAR(b[3].score, a[1].score, 1e-6);
}

TEST(RewordedScores, KeepAVerbatimTextFirstAtOne) {
  const SparseRows rows = rows_of({{1, 2, 3}, {1, 2, 3, 4}, {1, 2}, {3, 1, 2}, {1, 2, 5}});
  const std::vector<CosinePair> found = scores(rows, 1);
  EXPECT_EQ(found[0].b, 3U);
  EXPECT_NEAR(found[0].score, 1, 1e-6);
}

/// Texts about a few subjects, with copies, so that rivals, copies and like queries all occur.
Texts random_texts(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  Texts texts;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 4 && random() % 8 == 0) {
      texts.push_back(texts[random() % i]);
      continue;
    }
    std::vector<std::uint64_t> text;
    const std::uint64_t subject = random() % 4;
    for (std::size_t w = 0, words = random() % 9; w < words; ++w) {
      text.push_back(random() % 3 == 0 ? random() % 12 : 100 * (subject + 1) + random() % 15);
    }
    texts.push_back(text);
  }
  return texts;
}

TEST(RewordedScores, EqualTheirSlowTwinBitForBit) {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    const SparseRows rows = rows_of(random_texts(200, seed));
    for (const std::uint32_t top : {kRivals, 25U}) {
      const reference::RewordedScores twin(rows, {0, 160}, {160, 200}, top);
      EXPECT_EQ(scores(rows, 160, top), twin.all()) << seed;
    }
  }
}

TEST(RewordedScores, AreInBoundsAndDoNotDependOnThreadsOrOnHowManyAreWanted) {
  const SparseRows rows = rows_of(random_texts(400, 9));
  const std::vector<CosinePair> found = scores(rows, 330);
  for (const CosinePair& pair : found) {
    EXPECT_GT(pair.score, 0);
    EXPECT_LE(pair.score, 1);
  }
  for (const unsigned threads : {1U, 3U}) {
    const ThreadLimit limit(threads);
    EXPECT_EQ(scores(rows, 330), found);
  }
  std::vector<CosinePair> first;
  std::size_t taken = 0;
  for (const CosinePair& pair : scores(rows, 330, 40)) {
    taken = !first.empty() && first.back().a == pair.a ? taken : 0;
    if (taken < kRivals) {
      first.push_back(pair);
      ++taken;
    }
  }
  std::size_t same = 0;
  for (const CosinePair& pair : found) {
    same += static_cast<std::size_t>(std::count_if(
                first.begin(), first.end(),
                [&](const CosinePair& f) { return f.a == pair.a && f.score == pair.score; })) > 0
                ? 1
                : 0;
  }
  EXPECT_EQ(same, found.size());
}

TEST(RewordedScores, OfNoPairsAreNone) {
  const SparseRows rows = rows_of({{1}, {2}});
  EXPECT_TRUE(scores(rows, 1).empty());
}

} // namespace
} // namespace refrain
