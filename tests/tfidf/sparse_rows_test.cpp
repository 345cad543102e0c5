#include "refrain/core/error.h"
#include "refrain/core/parallel.h"
#include "refrain/tfidf/sparse_rows.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <random>

#include <gmock/gmock.h>

namespace refrain {
namespace {

using ::testing::ElementsAre;

TEST(SparseRows, HoldsTheTfIdfWeightsComputedByHand) {
  // n = 3. df: 7 -> 3, 5 -> 1, 9 -> 1. idf: ln(4/4)+1 = 1; ln(4/2)+1 = 1.693147.
  const std::vector<std::vector<Feature>> texts = {{{7}, {5}, {7}}, {{7}}, {{9}, {7}}};
  const SparseRows rows = build_rows(texts, {}, {});
  ASSERT_EQ(rows.rows(), 3U);
  ASSERT_EQ(rows.columns(), 3U);
  EXPECT_EQ(rows.key_of(0), 7U); // the commonest first, then by key
  EXPECT_EQ(rows.key_of(1), 5U);
  EXPECT_EQ(rows.key_of(2), 9U);
  EXPECT_EQ(rows.document_frequency(0), 3U);
  EXPECT_EQ(rows.document_frequency(1), 1U);
  // Text 0: 7 twice, (1 + ln 2) * 1 = 1.693147; 5 once, 1.693147: both 1/sqrt(2) after scaling.
  EXPECT_THAT(rows.columns_of(0), ElementsAre(0, 1));
  EXPECT_NEAR(rows.weights_of(0)[0], 0.70710678, 1e-6);
  EXPECT_NEAR(rows.weights_of(0)[1], 0.70710678, 1e-6);
  EXPECT_THAT(rows.weights_of(1), ElementsAre(1.0F));
  // Text 2: 1 and 1.693147, norm 1.966414.
  EXPECT_THAT(rows.columns_of(2), ElementsAre(0, 2));
  EXPECT_NEAR(rows.weights_of(2)[0], 0.50854, 1e-5);
  EXPECT_NEAR(rows.weights_of(2)[1], 0.86103, 1e-5);
}

TEST(SparseRows, TakesRawCountsWhenToldSo) {
  const std::vector<std::vector<Feature>> texts = {{{1, 3}, {2, 4}}, {{2}}};
  const SparseRows rows = build_rows(texts, {.sublinear = false, .inverse_frequency = false}, {});
  // Column 0 is key 2, held by both.
  EXPECT_FLOAT_EQ(rows.weights_of(0)[0], 0.8F);
  EXPECT_FLOAT_EQ(rows.weights_of(0)[1], 0.6F);
}

TEST(SparseRows, MultipliesByTheLargestBoostOfEqualKeys) {
  const std::vector<std::vector<Feature>> texts = {{{1, 1, 1}, {1, 1, 3}, {2, 2, 4}}};
  const SparseRows rows = build_rows(texts, {.sublinear = false, .inverse_frequency = false}, {});
  EXPECT_FLOAT_EQ(rows.weights_of(0)[0], 0.6F); // 2 * 3
  EXPECT_FLOAT_EQ(rows.weights_of(0)[1], 0.8F); // 2 * 4
  // From the very first feature on.
  const std::vector<std::vector<Feature>> boosted = {{{1, 1, 3}, {2, 1, 4}}};
  const SparseRows first =
      build_rows(boosted, {.sublinear = false, .inverse_frequency = false}, {});
  EXPECT_THAT(first.weights_of(0), ElementsAre(0.6F, 0.8F));
}

TEST(SparseRows, KeepsRowsWithoutFeatures) {
  const std::vector<std::vector<Feature>> texts = {{}, {{1}}, {}};
  const SparseRows rows = build_rows(texts, {}, {});
  EXPECT_EQ(rows.rows(), 3U);
  EXPECT_EQ(rows.size(), 1U);
  EXPECT_TRUE(rows.columns_of(0).empty());
  EXPECT_TRUE(rows.weights_of(2).empty());
  EXPECT_EQ(build_rows(std::span<const std::vector<Feature>>(), {}, {}).rows(), 0U);
}

TEST(SparseRows, RefusesCountsThatAreNotAboveZeroOrNotFinite) {
  constexpr float kInfinite = std::numeric_limits<float>::infinity();
  for (const Feature& feature : {Feature{1, 0}, Feature{1, kInfinite}, Feature{1, 1, kInfinite},
                                 Feature{1, std::numeric_limits<float>::quiet_NaN()}}) {
    const std::vector<std::vector<Feature>> texts = {{feature}};
    EXPECT_THROW((void)build_rows(texts, {}, {}), InvalidArgument);
  }
}

TEST(SparseRows, AreTheSameForAnyThreadCountAndNumberColumnsTheSameForAnyOrder) {
  std::mt19937_64 random(7);
  std::vector<std::vector<Feature>> texts(5000);
  for (auto& text : texts) {
    for (std::size_t i = random() % 30; i > 0; --i) {
      text.push_back({random() % 500 * (random() % 3)});
    }
  }
  const auto build = [&](unsigned threads) {
    const ThreadLimit limit(threads);
    return build_rows(texts, {}, {});
  };
  const SparseRows one = build(1);
  for (const unsigned threads : {2U, 7U}) {
    const SparseRows other = build(threads);
    ASSERT_EQ(other.columns(), one.columns());
    for (std::size_t r = 0; r < texts.size(); ++r) {
      ASSERT_THAT(other.columns_of(r), ::testing::ElementsAreArray(one.columns_of(r)));
      ASSERT_THAT(other.weights_of(r), ::testing::ElementsAreArray(one.weights_of(r)));
    }
  }
  std::reverse(texts.begin(), texts.end());
  const SparseRows reversed = build(2);
  for (std::size_t r = 0; r < texts.size(); ++r) {
    ASSERT_THAT(reversed.weights_of(texts.size() - 1 - r),
                ::testing::ElementsAreArray(one.weights_of(r)));
  }
}

TEST(SparseRows, DoNotDependOnTheOrderOfFeaturesEvenWithBrokenCounts) {
  const std::vector<Feature> text = {{3, 0.1F}, {3, 0.7F, 2}, {3, 1e6F}, {4, 0.3F}, {3, 0.2F}, {4}};
  std::vector<Feature> reversed(text.rbegin(), text.rend());
  const std::vector<std::vector<Feature>> texts = {text, reversed};
  const SparseRows rows = build_rows(texts, {}, {});
  EXPECT_THAT(rows.columns_of(1), ::testing::ElementsAreArray(rows.columns_of(0)));
  EXPECT_THAT(rows.weights_of(1), ::testing::ElementsAreArray(rows.weights_of(0)));
}

TEST(SparseRows, HandOutEveryTextOnceToTheirSource) {
  std::vector<std::atomic<int>> asked(1000);
  const FeatureSource source = [&](std::size_t begin, std::size_t end, FeatureTable& table) {
    for (std::size_t t = begin; t < end; ++t) {
      ++asked[t];
      table.features.push_back({t % 3});
      table.close_row();
    }
  };
  const SparseRows rows = build_rows(asked.size(), source, {}, {});
  EXPECT_TRUE(std::all_of(asked.begin(), asked.end(), [](const auto& n) { return n == 1; }));
  EXPECT_EQ(rows.document_frequency(0), 334U);
  for (std::size_t t = 0; t < asked.size(); ++t) {
    ASSERT_THAT(rows.columns_of(t), ElementsAre(static_cast<std::int32_t>(t % 3)));
  }
}

} // namespace
} // namespace refrain
