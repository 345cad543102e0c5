#include "refrain/core/radix.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <vector>

#include <gmock/gmock.h>

namespace refrain {
namespace {

TEST(RadixSort, AgreesWithAStableSortOfTheChosenBits) {
  std::mt19937_64 random(1);
  for (const std::size_t size : {0U, 1U, 2U, 511U, 512U, 513U, 5000U}) {
    for (const auto& [low, high] : {std::pair{0U, 64U}, {32U, 64U}, {0U, 1U}, {5U, 40U}}) {
      std::vector<std::uint64_t> words(size);
      std::generate(words.begin(), words.end(), std::ref(random));
      std::vector<std::uint64_t> expected = words;
      const std::uint64_t mask = high == 64 ? ~0ULL : (1ULL << high) - 1;
      std::stable_sort(expected.begin(), expected.end(), [&, low = low](auto x, auto y) {
        return (x & mask) >> low < (y & mask) >> low;
      });
      radix_sort(words, low, high, [](std::uint64_t word) { return word; });
      EXPECT_EQ(words, expected);
    }
  }
}

TEST(RepeatedKeys, HoldEveryKeyThatOccursTwiceInOrderParted) {
  std::mt19937 random(2);
  RepeatScratch scratch; // kept over all calls: what one leaves must not show in the next
  for (const std::size_t size : {0U, 1U, 2U, 100U, 20000U, 3000U}) {
    std::vector<std::uint32_t> keys(size);
    for (std::uint32_t& key : keys) {
      key = random() % 3 == 0 ? random() % 50 * 0x05000001U : random();
    }
    std::vector<std::uint32_t> indexes(size);
    std::iota(indexes.begin(), indexes.end(), 0U);
    std::map<std::uint32_t, int> counts;
    for (const std::uint32_t key : keys) {
      ++counts[key];
    }
    for (const std::size_t direct : {0U, 1000000U}) {
      const std::vector<std::uint64_t> words = repeated_keys(
          indexes, [&](std::uint32_t i) { return keys[i]; }, scratch, direct);
      EXPECT_TRUE(std::is_sorted(words.begin(), words.end()));
      std::size_t repeated = 0;
      for (const std::uint64_t word : words) {
        EXPECT_EQ(keys[word & 0xffffffff], word >> 32);
        repeated += static_cast<std::size_t>(counts[static_cast<std::uint32_t>(word >> 32)] > 1);
      }
      std::size_t expected = 0;
      for (const auto& [key, count] : counts) {
        expected += count > 1 ? static_cast<std::size_t>(count) : 0;
      }
      EXPECT_EQ(repeated, expected);
      EXPECT_LE(words.size() - repeated, size / 4);
    }
  }
}

} // namespace
} // namespace refrain
