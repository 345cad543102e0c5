#include "refrain/core/error.h"
#include "refrain/lsh/bands.h"
#include "refrain/sketch/digest.h"
#include "refrain/sketch/sketcher.h"

#include <algorithm>
#include <random>
#include <vector>

#include <gmock/gmock.h>

namespace refrain {
namespace {

TEST(CandidateProbability, IsTheSCurve) {
  EXPECT_DOUBLE_EQ(candidate_probability(0.5, {1, 1}), 0.5);
  EXPECT_DOUBLE_EQ(candidate_probability(0.5, {2, 1}), 0.75);
  EXPECT_DOUBLE_EQ(candidate_probability(0.5, {1, 2}), 0.25);
  EXPECT_DOUBLE_EQ(candidate_probability(0, {20, 5}), 0);
  EXPECT_DOUBLE_EQ(candidate_probability(1, {20, 5}), 1);
  EXPECT_NEAR(candidate_probability(0.7, {16, 8}), 0.613, 0.001);
  EXPECT_NEAR(candidate_probability(0.7, {17, 4}), 0.9906, 0.0001);
}

TEST(ChooseBands, ReachesTheRecallWithTheMostRowsThatFit) {
  for (const double threshold : {0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0}) {
    for (const double recall : {0.5, 0.9, 0.99, 0.999, 1.0}) {
      const BandScheme scheme = choose_bands(threshold, recall, 128);
      EXPECT_LE(scheme.slots(), 128U);
      EXPECT_GE(candidate_probability(threshold, scheme), std::min(recall, 1 - 1e-6))
          << threshold << " " << recall;
      // Of all that reach it, the one of most rows, and of these the one of fewest bands.
      const double reached = std::min(recall, 1 - 1e-6);
      BandScheme best;
      for (std::uint32_t rows = 1; rows <= 128; ++rows) {
        for (std::uint32_t bands = 128 / rows; bands > 0; --bands) {
          const BandScheme other{bands, rows};
          best = candidate_probability(threshold, other) >= reached ? other : best;
        }
      }
      EXPECT_EQ(scheme, best) << threshold << " " << recall;
    }
  }
  EXPECT_EQ(choose_bands(0.7, 0.99, 128), (BandScheme{17, 4}));
}

TEST(ChooseBands, TakesTheBestThereIsWhenTheRecallIsOutOfReach) {
  EXPECT_EQ(choose_bands(0.01, 0.99, 128), (BandScheme{128, 1}));
}

TEST(ChooseBands, RefusesValuesOutOfRange) {
  EXPECT_THROW((void)choose_bands(0, 0.99, 128), InvalidArgument);
  EXPECT_THROW((void)choose_bands(1.1, 0.99, 128), InvalidArgument);
  EXPECT_THROW((void)choose_bands(0.7, 0, 128), InvalidArgument);
  EXPECT_THROW((void)choose_bands(0.7, 0.99, 0), InvalidArgument);
  EXPECT_THROW((void)choose_bands(0.7, 0.99, UINT32_MAX), InvalidArgument);
}

TEST(BandKeys, AreTheSameOnEveryMachine) {
  const std::vector<Slot> signature = {1, 2, 3, 4, 5, 6};
  std::vector<std::uint32_t> keys(2);
  band_keys(signature, {2, 3}, keys);
  EXPECT_THAT(keys, testing::ElementsAre(3322550345U, 191109203U));
}

TEST(BandKeys, RefuseTooFewSlotsAndAnotherNumberOfKeys) {
  const BandScheme scheme{7, 3};
  std::vector<Slot> signature(20);
  std::vector<std::uint32_t> keys(7);
  EXPECT_THROW(band_keys(signature, scheme, keys), InvalidArgument);
  signature.resize(22); // one more than the bands need
  EXPECT_NO_THROW(band_keys(signature, scheme, keys));
  keys.resize(6);
  EXPECT_THROW(band_keys(signature, scheme, keys), InvalidArgument);
  EXPECT_THROW((void)make_digest(std::vector<Slot>(kDigestSlots - 1)), InvalidArgument);
}

TEST(BandKeys, ChangeWithTheSlotsOfTheirBandOnly) {
  const BandScheme scheme{7, 3};
  std::mt19937 random(1);
  std::vector<Slot> signature(scheme.slots());
  std::generate(signature.begin(), signature.end(), std::ref(random));
  std::vector<std::uint32_t> before(scheme.bands);
  band_keys(signature, scheme, before);
  for (std::uint32_t slot = 0; slot < scheme.slots(); ++slot) {
    std::vector<Slot> changed = signature;
    changed[slot] ^= 1;
    std::vector<std::uint32_t> after(scheme.bands);
    band_keys(changed, scheme, after);
    for (std::uint32_t band = 0; band < scheme.bands; ++band) {
      EXPECT_EQ(before[band] != after[band], slot % scheme.bands == band);
    }
  }
}

std::vector<Shingle> random_shingles(std::size_t count, std::mt19937_64& random) {
  std::vector<Shingle> shingles(count);
  std::generate(shingles.begin(), shingles.end(), std::ref(random));
  return shingles;
}

struct Passed {
  double bands = 0;  // share of pairs that share a band key
  double digest = 0; // share of pairs that the digest filter passes
};

Passed measure(double jaccard, std::size_t size, int trials, std::mt19937_64& random) {
  const BandScheme scheme = choose_bands(0.7, 0.99, 128);
  const Sketcher sketcher(scheme.slots(), 1);
  const DigestFilter filter(0.7);
  const auto both =
      static_cast<std::size_t>(2 * jaccard / (1 + jaccard) * static_cast<double>(size) + 0.999);
  Passed passed;
  for (int i = 0; i < trials; ++i) {
    const std::vector<Shingle> a = random_shingles(size, random);
    std::vector<Shingle> b = random_shingles(size, random);
    std::copy_n(a.begin(), both, b.begin());
    std::vector<Slot> signature_a(scheme.slots());
    std::vector<Slot> signature_b(scheme.slots());
    sketcher.sketch(a, signature_a);
    sketcher.sketch(b, signature_b);
    std::vector<std::uint32_t> keys_a(scheme.bands);
    std::vector<std::uint32_t> keys_b(scheme.bands);
    band_keys(signature_a, scheme, keys_a);
    band_keys(signature_b, scheme, keys_b);
    bool shares = false;
    for (std::uint32_t band = 0; band < scheme.bands; ++band) {
      shares = shares || keys_a[band] == keys_b[band];
    }
    passed.bands += shares ? 1 : 0;
    passed.digest += filter.passes(make_digest(signature_a), make_digest(signature_b)) ? 1 : 0;
  }
  return {passed.bands / trials, passed.digest / trials};
}

// 4,000 trials: the standard error of a share of 0.99 is 0.0016.
TEST(Bands, FindPairsAtTheThresholdWithTheWishedRecall) {
  std::mt19937_64 random(3);
  for (const std::size_t size : {20U, 100U, 400U}) {
    const Passed passed = measure(0.7, size, 4000, random);
    EXPECT_GE(passed.bands, 0.985);
    EXPECT_EQ(passed.digest, 1);
  }
}

TEST(DigestFilter, DropsMostPairsOfLittleSimilarity) {
  std::mt19937_64 random(4);
  EXPECT_LT(measure(0.1, 100, 2000, random).digest, 0.01);
}

TEST(DigestFilter, LosesFewerThanOneInAMillionAtEveryThreshold) {
  for (double threshold = 0.05; threshold <= 1; threshold += 0.05) {
    const DigestFilter filter(threshold);
    EXPECT_LE(digest_loss(threshold, filter.max_differing()), 1e-6);
    EXPECT_LE(digest_loss(std::min(1.0, threshold + 0.1), filter.max_differing()),
              digest_loss(threshold, filter.max_differing()) + 1e-15);
  }
  EXPECT_EQ(DigestFilter(1).max_differing(), 0U);
  EXPECT_EQ(DigestFilter().max_differing(), kDigestSlots);
}

} // namespace
} // namespace refrain
