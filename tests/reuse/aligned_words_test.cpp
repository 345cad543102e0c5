#include "refrain/reuse/detail/aligned_words.h"

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace refrain::reuse {
namespace {

std::vector<Word> words_of(std::size_t count, std::uint32_t distinct, std::mt19937& random) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < count; ++i) {
    words.push_back({static_cast<std::uint32_t>(random() % distinct), false, false});
  }
  return words;
}

/// By the table of all pairs of beginnings.
std::uint32_t longest_common_subsequence(const std::vector<Word>& a, const std::vector<Word>& b) {
  std::vector<std::vector<std::uint32_t>> longest(a.size() + 1,
                                                  std::vector<std::uint32_t>(b.size() + 1, 0));
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) {
      longest[i + 1][j + 1] = a[i].term == b[j].term
                                  ? longest[i][j] + 1
                                  : std::max(longest[i][j + 1], longest[i + 1][j]);
    }
  }
  return longest[a.size()][b.size()];
}

TEST(WordAligner, AlignsAsManyWordsAsTheTableOfAllPairs) {
  std::mt19937 random(3);
  WordAligner aligner;
  for (int trial = 0; trial < 400; ++trial) {
    const auto a = words_of(random() % 300, 1 + random() % 100, random);
    const auto b = words_of(random() % 300, 1 + random() % 100, random);
    ASSERT_EQ(aligner.aligned(a, b), longest_common_subsequence(a, b));
  }
}

TEST(WordAligner, CarriesOverMoreThanOneBlockOfWords) {
  WordAligner aligner;
  for (const std::size_t size : {63U, 64U, 65U, 128U, 500U}) {
    const std::vector<Word> same(size, Word{7, false, false});
    const std::vector<Word> longer(size + 70, Word{7, false, false});
    EXPECT_EQ(aligner.aligned(same, longer), size);
    EXPECT_EQ(aligner.aligned(longer, same), size);
  }
}

TEST(WordAligner, HalvesWhatIsTooLongAndFindsNoMoreThanThereIs) {
  std::mt19937 random(4);
  WordAligner aligner;
  auto a = words_of(3000, 2000, random);
  auto b = a;
  for (std::size_t i = 0; i < b.size(); i += 8) {
    b[i].term = 5000; // every eighth word is another
  }
  EXPECT_EQ(aligner.aligned(a, b), 2625U);
  EXPECT_EQ(aligner.aligned(a, b, 10'000), 2625U);
  b.erase(b.begin(), b.begin() + 20);
  const std::uint32_t all = longest_common_subsequence(a, b);
  const std::uint32_t halved = aligner.aligned(a, b, 1'000'000);
  EXPECT_LE(halved, all);
  EXPECT_GT(halved, all * 9 / 10);
  EXPECT_EQ(aligner.aligned({}, b), 0U);
}

} // namespace
} // namespace refrain::reuse
