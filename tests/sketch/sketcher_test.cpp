#include "refrain/core/error.h"
#include "refrain/sketch/sketcher.h"

#include "tests/reference/minhash.h"

#include <algorithm>
#include <random>
#include <vector>

#include <gmock/gmock.h>

namespace refrain {
namespace {

std::vector<Shingle> random_shingles(std::size_t count, std::mt19937_64& random) {
  std::vector<Shingle> shingles(count);
  std::generate(shingles.begin(), shingles.end(), std::ref(random));
  return shingles;
}

std::vector<Slot> sketch(const Sketcher& sketcher, const std::vector<Shingle>& shingles) {
  std::vector<Slot> signature(sketcher.slots());
  sketcher.sketch(shingles, signature);
  return signature;
}

TEST(SketchKernels, EveryInstructionSetEqualsTheReferenceAroundVectorWidths) {
  std::mt19937_64 random(7);
  for (const InstructionSet instructions : available_instruction_sets()) {
    for (const std::uint32_t slots :
         {1U,  7U,  8U,  15U,  16U,  17U,  31U,  32U,  33U,  48U,  63U, 64U,
          65U, 80U, 81U, 100U, 112U, 127U, 128U, 129U, 200U, 256U, 300U}) {
      const Sketcher sketcher(slots, 3, SketchKind::kMinHash, instructions);
      for (const std::size_t count : {0U, 1U, 2U, 3U, 15U, 16U, 17U, 100U}) {
        const std::vector<Shingle> shingles = random_shingles(count, random);
        ASSERT_EQ(sketch(sketcher, shingles), reference::minhash(shingles, slots, 3))
            << to_string(instructions) << ", " << slots << " slots, " << count << " shingles";
      }
    }
  }
}

TEST(SketchKernels, EveryInstructionSetHandlesExtremeWords) {
  const std::vector<Shingle> shingles = {0, ~Shingle{0}, Shingle{1} << 32, 0xffffffffU,
                                         Shingle{1} << 63};
  for (const InstructionSet instructions : available_instruction_sets()) {
    const Sketcher sketcher(130, 1, SketchKind::kMinHash, instructions);
    EXPECT_EQ(sketch(sketcher, shingles), reference::minhash(shingles, 130, 1));
  }
}

TEST(Sketcher, SignaturesAreTheSameOnEveryMachine) {
  const std::vector<Shingle> shingles = {0x0123456789abcdefU, 0xfedcba9876543210U,
                                         0x0f1e2d3c4b5a6978U};
  EXPECT_THAT(sketch(Sketcher(4, 1), shingles),
              testing::ElementsAre(1233640304U, 3719155658U, 1031416776U, 1125309094U));
  EXPECT_THAT(sketch(Sketcher(4, 1, SketchKind::kBucketRounds), shingles),
              testing::ElementsAre(943991223U, 719335816U, 1638182028U, 683533292U));
}

TEST(Sketcher, OrderAndRepeatsOfShinglesChangeNothing) {
  std::mt19937_64 random(5);
  std::vector<Shingle> shingles = random_shingles(50, random);
  for (const SketchKind kind : {SketchKind::kMinHash, SketchKind::kBucketRounds}) {
    const Sketcher sketcher(128, 1, kind);
    const std::vector<Slot> before = sketch(sketcher, shingles);
    std::vector<Shingle> twice = shingles;
    twice.insert(twice.end(), shingles.begin(), shingles.end());
    std::shuffle(twice.begin(), twice.end(), random);
    EXPECT_EQ(sketch(sketcher, twice), before);
  }
}

TEST(Sketcher, OfNothingIsAllOnes) {
  for (const SketchKind kind : {SketchKind::kMinHash, SketchKind::kBucketRounds}) {
    EXPECT_THAT(sketch(Sketcher(20, 1, kind), {}), testing::Each(~Slot{0}));
  }
}

struct Error {
  double bias = 0;
  double variance_ratio = 0; // against J(1-J)/k
};

Error measure(SketchKind kind, std::size_t set_size, double jaccard, int trials,
              std::mt19937_64& random) {
  constexpr std::uint32_t kSlots = 128;
  const Sketcher sketcher(kSlots, 1, kind);
  const auto both =
      static_cast<std::size_t>(2 * jaccard / (1 + jaccard) * static_cast<double>(set_size));
  const double exact = static_cast<double>(both) / static_cast<double>(2 * set_size - both);
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < trials; ++i) {
    std::vector<Shingle> a = random_shingles(set_size, random);
    std::vector<Shingle> b = random_shingles(set_size, random);
    std::copy_n(a.begin(), both, b.begin());
    const double error = estimate_jaccard(sketch(sketcher, a), sketch(sketcher, b)) - exact;
    sum += error;
    squares += error * error;
  }
  return {sum / trials, squares / trials / (exact * (1 - exact) / kSlots)};
}

// 2,000 trials: the standard error of the bias is below 0.001, of the ratio 0.032.
TEST(Sketcher, MinHashErsNoMoreThanIndependentPermutations) {
  std::mt19937_64 random(11);
  for (const std::size_t size : {30U, 100U, 300U}) {
    const Error error = measure(SketchKind::kMinHash, size, 0.7, 2000, random);
    EXPECT_NEAR(error.bias, 0, 0.004);
    EXPECT_LT(error.variance_ratio, 1.13);
  }
}

TEST(Sketcher, BucketRoundsHaveLessVariance) {
  std::mt19937_64 random(12);
  for (const std::size_t size : {30U, 100U, 300U}) {
    const Error error = measure(SketchKind::kBucketRounds, size, 0.7, 2000, random);
    EXPECT_NEAR(error.bias, 0, 0.004);
    EXPECT_LT(error.variance_ratio, 0.8);
  }
}

TEST(Sketcher, RefusesNumbersOfSlotsOutOfRange) {
  EXPECT_THROW(Sketcher(0, 1), InvalidArgument);
  EXPECT_THROW(Sketcher(65537, 1), InvalidArgument);
}

TEST(Sketcher, RefusesSignaturesOfAnotherLength) {
  const std::vector<Shingle> shingles = {1, 2, 3};
  for (const SketchKind kind : {SketchKind::kMinHash, SketchKind::kBucketRounds}) {
    const Sketcher sketcher(32, 1, kind);
    for (const std::size_t slots : {0U, 31U, 33U}) {
      std::vector<Slot> signature(slots);
      EXPECT_THROW(sketcher.sketch(shingles, signature), InvalidArgument) << slots;
    }
  }
}

TEST(EstimateJaccard, IsTheShareOfEqualSlots) {
  const std::vector<Slot> a = {1, 2, 3, 4};
  const std::vector<Slot> b = {1, 5, 3, 4};
  EXPECT_EQ(estimate_jaccard(a, b), 0.75);
  EXPECT_THROW((void)estimate_jaccard(a, {}), InvalidArgument);
}

} // namespace
} // namespace refrain
