#include "bench/quality/measures.h"

#include <vector>

#include <gtest/gtest.h>

namespace refrain::bench {
namespace {

TEST(AveragePrecision, IsTheMeanPrecisionAtTheRightItems) {
  // Right at ranks 1, 3, 4 of 5: (1/1 + 2/3 + 3/4) / 3.
  const std::vector<ScoredLabel> items = {
      {.9, true}, {.8, false}, {.7, true}, {.6, true}, {.5, false}};
  EXPECT_NEAR(average_precision(items), (1 + 2.0 / 3 + 0.75) / 3, 1e-12);
}

TEST(AveragePrecision, CountsEqualScoresTogetherInAnyOrder) {
  // The two of score .5 are one step: precision 2/3 there for one more right item of two.
  const std::vector<ScoredLabel> a = {{.9, true}, {.5, true}, {.5, false}};
  const std::vector<ScoredLabel> b = {{.5, false}, {.5, true}, {.9, true}};
  EXPECT_NEAR(average_precision(a), 0.5 * 1 + 0.5 * 2 / 3, 1e-12);
  EXPECT_EQ(average_precision(a), average_precision(b));
}

TEST(AveragePrecision, IsZeroWhenNothingIsRight) {
  EXPECT_EQ(average_precision(std::vector<ScoredLabel>{{1, false}}), 0);
  EXPECT_EQ(average_precision({}), 0);
}

TEST(Ndcg, DividesByTheBestOrder) {
  // Gains 1, 3 at ranks 1, 2: 1 + 3/log2(3); best: 3 + 1/log2(3).
  const std::vector<double> ranked = {1, 3};
  EXPECT_NEAR(ndcg(ranked, ranked, 10), (1 + 3 / 1.5849625) / (3 + 1 / 1.5849625), 1e-7);
  // An item that was never ranked counts in the best order.
  const std::vector<double> all = {1, 3, 3};
  EXPECT_NEAR(ndcg(ranked, all, 2), (1 + 3 / 1.5849625) / (3 + 3 / 1.5849625), 1e-7);
  EXPECT_NEAR(ndcg(ranked, all, 1), 1.0 / 3, 1e-12);
  EXPECT_EQ(ndcg({}, {}, 5), 0);
}

TEST(BCubed, AveragesOverItems) {
  // Found {a b c} {d e}; true {a b} {c d e}. Precision: 2/3 2/3 1/3 1 1; recall: 1 1 1/3 2/3 2/3.
  const std::vector<std::uint32_t> found = {1, 1, 1, 2, 2};
  const std::vector<std::uint32_t> truth = {7, 7, 8, 8, 8};
  const PrecisionRecall score = b_cubed(found, truth);
  EXPECT_NEAR(score.precision, (2.0 / 3 + 2.0 / 3 + 1.0 / 3 + 2) / 5, 1e-12);
  EXPECT_NEAR(score.recall, (2 + 1.0 / 3 + 4.0 / 3) / 5, 1e-12);
  EXPECT_NEAR(score.f1, 2 * score.precision * score.recall / (score.precision + score.recall),
              1e-12);
}

TEST(BCubed, GivesSingletonsFullPrecisionAndOneGroupFullRecall) {
  const std::vector<std::uint32_t> truth = {0, 0, 1, 1};
  const PrecisionRecall apart = b_cubed(std::vector<std::uint32_t>{0, 1, 2, 3}, truth);
  EXPECT_EQ(apart.precision, 1);
  EXPECT_EQ(apart.recall, 0.5);
  const PrecisionRecall joined = b_cubed(std::vector<std::uint32_t>{5, 5, 5, 5}, truth);
  EXPECT_EQ(joined.precision, 0.5);
  EXPECT_EQ(joined.recall, 1);
}

TEST(AdjustedRandIndex, IsOneForEqualGroupingsAndAgreesWithAHandComputedCase) {
  const std::vector<std::uint32_t> truth = {0, 0, 1, 1};
  EXPECT_EQ(adjusted_rand_index(std::vector<std::uint32_t>{4, 4, 2, 2}, truth), 1);
  // Found {a b c d}: 2 shared pairs, expected 6 * 2 / 6 = 2: no better than chance.
  EXPECT_EQ(adjusted_rand_index(std::vector<std::uint32_t>{4, 4, 4, 4}, truth), 0);
  // Found {a b} {c} {d}: shared 1; found 1, true 2, expected 1/3: (1 - 1/3) / (3/2 - 1/3) = 4/7.
  EXPECT_NEAR(adjusted_rand_index(std::vector<std::uint32_t>{0, 0, 1, 2}, truth), 4.0 / 7, 1e-12);
}

TEST(PairScores, TreatPairsAsUnorderedAndCountEachOnce) {
  const PrecisionRecall score = pair_scores({{2, 1}, {1, 2}, {3, 4}}, {{1, 2}, {5, 6}, {7, 8}});
  EXPECT_EQ(score.precision, 0.5);
  EXPECT_NEAR(score.recall, 1.0 / 3, 1e-12);
  EXPECT_NEAR(score.f1, 0.4, 1e-12);
  EXPECT_EQ(pair_scores({}, {}).f1, 1);
  EXPECT_EQ(pair_scores({}, {{1, 2}}).f1, 0);
}

} // namespace
} // namespace refrain::bench
