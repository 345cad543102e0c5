#include "refrain/core/cpu.h"
#include "refrain/core/error.h"
#include "refrain/core/parallel.h"
#include "refrain/tfidf/cosine_join.h"

#include "tests/reference/cosine_join.h"

#include <random>

#include <gmock/gmock.h>

namespace refrain {
namespace {

/// Texts with Zipf-like features, some empty, some with one feature, some equal to an earlier one.
std::vector<std::vector<Feature>> random_texts(std::size_t n, std::size_t vocabulary,
                                               std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::vector<Feature>> texts(n);
  for (std::size_t t = 0; t < n; ++t) {
    const std::size_t kind = random() % 20;
    if (kind == 0) {
      continue;
    }
    if (kind <= 3 && t > 0) {
      texts[t] = texts[random() % t];
      if (kind == 1 && !texts[t].empty()) {
        texts[t].pop_back();
      }
      continue;
    }
    const std::size_t length = kind == 4 ? 1 : 1 + random() % 25;
    for (std::size_t i = 0; i < length; ++i) {
      const double u = static_cast<double>(random() >> 11) * 0x1p-53;
      const auto feature =
          static_cast<std::uint64_t>(static_cast<double>(vocabulary) * u * u * u * u);
      texts[t].push_back({feature});
    }
  }
  return texts;
}

TEST(CosineJoin, FindsTheBestRowsLikeBruteForceWithTies) {
  for (const std::size_t vocabulary : {3UL, 40UL, 1000UL}) {
    const SparseRows rows = build_rows(random_texts(400, vocabulary, vocabulary), {}, {});
    for (const std::uint32_t top : {1U, 3U, 10U, 5000U}) {
      const auto expected = reference::top_n_join(rows, {0, 100}, {100, 400}, top, 0);
      EXPECT_EQ(top_n_join(rows, {0, 100}, {100, 400}, {.top = top}, {}), expected)
          << "vocabulary " << vocabulary << " top " << top;
    }
  }
}

TEST(CosineJoin, HoldsTopNToTheThreshold) {
  const SparseRows rows = build_rows(random_texts(250, 300, 5), {}, {});
  for (const double threshold : {0.2, 0.5, 0.9, 1.0}) {
    EXPECT_EQ(top_n_join(rows, {0, 250}, {0, 250}, {.top = 4, .threshold = threshold}, {}),
              reference::top_n_join(rows, {0, 250}, {0, 250}, 4, threshold));
  }
}

TEST(CosineJoin, FindsAllPairsFromTheThresholdLikeBruteForce) {
  for (const std::size_t vocabulary : {3UL, 40UL, 1000UL}) {
    const SparseRows rows = build_rows(random_texts(250, vocabulary, 11), {}, {});
    for (const double threshold : {0.01, 0.3, 0.5, 0.7, 0.95, 1.0}) {
      EXPECT_EQ(threshold_join(rows, threshold, {}), reference::threshold_join(rows, threshold))
          << "vocabulary " << vocabulary << " threshold " << threshold;
    }
  }
}

TEST(CosineJoin, KeepsAPairWhoseScoreIsTheThresholdItself) {
  const SparseRows rows = build_rows(random_texts(200, 50, 3), {}, {});
  const std::vector<CosinePair> pairs = reference::threshold_join(rows, 0.4);
  ASSERT_FALSE(pairs.empty());
  for (const CosinePair& pair : pairs) {
    EXPECT_THAT(threshold_join(rows, pair.score, {}), ::testing::Contains(pair));
  }
}

TEST(CosineJoin, GivesTheSameBitsFromEveryInstructionSet) {
  for (const std::size_t vocabulary : {3UL, 200UL, 5000UL}) {
    const SparseRows rows = build_rows(random_texts(1000, vocabulary, 77), {}, {});
    const auto expected = reference::top_n_join(rows, {0, 60}, {60, 1000}, 7, 0);
    for (const InstructionSet instructions : available_instruction_sets()) {
      EXPECT_EQ(top_n_join(rows, {0, 60}, {60, 1000}, {.top = 7, .instructions = instructions}, {}),
                expected)
          << to_string(instructions) << " vocabulary " << vocabulary;
    }
  }
}

TEST(CosineJoin, FindsTheBestRowsAcrossBlocksLikeBruteForceWithTies) {
  // Three blocks and a piece, so that every class of column occurs: common, middle and rare.
  const SparseRows rows = build_rows(random_texts(25'000, 6000, 9), {}, {});
  for (const std::uint32_t top : {1U, 10U}) {
    EXPECT_EQ(top_n_join(rows, {20'000, 20'010}, {0, 25'000}, {.top = top}, {}),
              reference::top_n_join(rows, {20'000, 20'010}, {0, 25'000}, top, 0));
  }
}

TEST(CosineJoin, SearchesForARowOfMoreFeaturesThanBoundsCanCount) {
  auto texts = random_texts(100, 30'000, 4);
  for (std::uint64_t key = 0; key < 20'000; ++key) {
    texts[0].push_back({key});
  }
  texts[1] = texts[0];
  const SparseRows rows = build_rows(texts, {}, {});
  EXPECT_EQ(top_n_join(rows, {0, 2}, {0, 100}, {.top = 9}, {}),
            reference::top_n_join(rows, {0, 2}, {0, 100}, 9, 0));
}

TEST(CosineJoin, FindsWhatARowOfOneCommonWordSharesWithOthers) {
  std::vector<std::vector<Feature>> texts(3000);
  for (std::size_t t = 0; t < texts.size(); ++t) {
    texts[t] = {{1, 1, t % 7 == 0 ? 1e-20F : 1.0F}, {100 + t % 50}, {1000 + t}};
  }
  texts[0] = {{1}};
  texts[1] = {{149}};
  texts[2] = {{9'999'999}};
  const SparseRows rows = build_rows(texts, {}, {});
  for (const std::uint32_t top : {10U, 2000U, 3000U}) {
    EXPECT_EQ(top_n_join(rows, {0, 3}, {3, 3000}, {.top = top}, {}),
              reference::top_n_join(rows, {0, 3}, {3, 3000}, top, 0))
        << top;
  }
}

TEST(CosineJoin, JoinsAcrossBlocksAndPartsOfRows) {
  // More rows than one part holds, and only few that share anything.
  std::vector<std::vector<Feature>> texts(270'000);
  for (std::size_t t = 0; t < texts.size(); ++t) {
    texts[t] = {{1'000'000 + t}, {2'000'000 + t}};
  }
  texts[5] = texts[40'000] = texts[269'999] = {{1}, {2}};
  const SparseRows rows = build_rows(texts, {}, {});
  const double one = cosine(rows, 5, 5);
  EXPECT_NEAR(one, 1, 1e-6);
  EXPECT_THAT(threshold_join(rows, 0.9, {}),
              ::testing::ElementsAre(CosinePair{5, 40'000, one}, CosinePair{5, 269'999, one},
                                     CosinePair{40'000, 269'999, one}));
  EXPECT_THAT(top_n_join(rows, {5, 6}, {6, 270'000}, {.top = 5}, {}),
              ::testing::ElementsAre(CosinePair{5, 40'000, one}, CosinePair{5, 269'999, one}));
}

TEST(CosineJoin, DoesNotDependOnTheThreadCount) {
  const SparseRows rows = build_rows(random_texts(3000, 800, 21), {}, {});
  std::vector<std::vector<CosinePair>> best;
  std::vector<std::vector<CosinePair>> close;
  for (const unsigned threads : {1U, 2U, 7U}) {
    const ThreadLimit limit(threads);
    best.push_back(top_n_join(rows, {0, 3000}, {0, 3000}, {.top = 5}, {}));
    close.push_back(threshold_join(rows, 0.5, {}));
  }
  EXPECT_EQ(best[0], best[1]);
  EXPECT_EQ(best[0], best[2]);
  EXPECT_EQ(close[0], close[1]);
  EXPECT_EQ(close[0], close[2]);
}

TEST(CosineJoin, SurvivesWeightsThatUnderflow) {
  const std::vector<std::vector<Feature>> texts = {
      {{1, 1, 1e-25F}, {2}}, {{1, 1, 1e-25F}, {3}}, {{1, 1, 1e-25F}, {4}}};
  const SparseRows rows = build_rows(texts, {.inverse_frequency = false}, {});
  EXPECT_EQ(top_n_join(rows, {0, 3}, {0, 3}, {.top = 3}, {}),
            reference::top_n_join(rows, {0, 3}, {0, 3}, 3, 0));
}

TEST(CosineJoin, RefusesARangeOutsideTheRowsAndAThresholdOutsideItsBounds) {
  const SparseRows rows = build_rows(random_texts(10, 10, 1), {}, {});
  EXPECT_THROW((void)top_n_join(rows, {0, 11}, {0, 10}, {}, {}), InvalidArgument);
  EXPECT_THROW((void)threshold_join(rows, 0, {}), InvalidArgument);
  EXPECT_THROW((void)threshold_join(rows, 1.5, {}), InvalidArgument);
}

} // namespace
} // namespace refrain
