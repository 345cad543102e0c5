#include "refrain/text/word_numbers.h"

#include <algorithm>
#include <random>
#include <unordered_map>

#include <gmock/gmock.h>

namespace refrain {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(BlockWords, NumbersKeysInTheOrderInWhichTheyComeAndBeginsAgain) {
  BlockWords words;
  EXPECT_EQ(words.number(70), 0U);
  EXPECT_EQ(words.number(50), 1U);
  EXPECT_EQ(words.number(70), 0U);
  EXPECT_EQ(words.number(0), 2U);
  EXPECT_THAT(words.take(), ElementsAre(70, 50, 0));
  EXPECT_EQ(words.number(50), 0U);
  EXPECT_THAT(words.take(), ElementsAre(50));
  EXPECT_THAT(words.take(), IsEmpty());
}

TEST(BlockWords, AgreesWithAMapAsItGrowsAlsoWhereLowBitsAreTheSame) {
  std::mt19937_64 random(7);
  for (const std::uint64_t step : {std::uint64_t{1}, std::uint64_t{1} << 40}) {
    BlockWords words;
    for (const std::size_t distinct : {3000U, 20000U, 10U}) {
      std::unordered_map<TokenKey, std::uint32_t> expected;
      for (std::size_t i = 0; i < 3 * distinct; ++i) {
        const TokenKey key = random() % distinct * step;
        const auto number = static_cast<std::uint32_t>(expected.size());
        ASSERT_EQ(words.number(key), expected.emplace(key, number).first->second);
      }
      const std::vector<TokenKey> keys = words.take();
      ASSERT_EQ(keys.size(), expected.size());
      for (std::uint32_t i = 0; i < keys.size(); ++i) {
        ASSERT_EQ(expected.at(keys[i]), i);
      }
    }
  }
}

TEST(WordNumbers, GoByKeyWhateverTheOrder) {
  std::mt19937_64 random(11);
  for (const std::size_t size : {1U, 2U, 1000U, 100000U}) {
    std::vector<TokenKey> all;
    for (std::size_t i = 0; i < size; ++i) {
      all.insert(all.end(), 1 + random() % 3, random());
    }
    all.insert(all.end(), {0, ~TokenKey{0}});
    std::shuffle(all.begin(), all.end(), random);
    std::vector<TokenKey> sorted = all;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());

    const WordNumbers numbers(all);
    ASSERT_EQ(numbers.keys(), sorted);
    const std::vector<std::uint32_t> found = numbers.of(all);
    for (std::size_t i = 0; i < all.size(); ++i) {
      ASSERT_EQ(sorted[found[i]], all[i]);
    }
  }
}

TEST(WordNumbers, OfNothingAreNone) {
  const WordNumbers numbers({});
  EXPECT_THAT(numbers.keys(), IsEmpty());
  EXPECT_THAT(numbers.of({}), IsEmpty());
}

} // namespace
} // namespace refrain
