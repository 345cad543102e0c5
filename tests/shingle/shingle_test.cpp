#include "refrain/core/error.h"
#include "refrain/shingle/shingle.h"

#include "tests/reference/all_pairs.h"

#include <random>
#include <vector>

#include <gmock/gmock.h>

namespace refrain {
namespace {

std::vector<TokenKey> random_keys(std::size_t count, std::uint32_t vocabulary,
                                  std::mt19937_64& random) {
  std::vector<TokenKey> keys(count);
  for (TokenKey& key : keys) {
    key = mix64(random() % vocabulary);
  }
  return keys;
}

TEST(Shingle, CountIsWindowsOrOneOrNone) {
  EXPECT_EQ(shingle_count(0, 3), 0U);
  EXPECT_EQ(shingle_count(1, 3), 1U);
  EXPECT_EQ(shingle_count(2, 3), 1U);
  EXPECT_EQ(shingle_count(3, 3), 1U);
  EXPECT_EQ(shingle_count(10, 3), 8U);
  EXPECT_EQ(shingle_count(10, 1), 10U);
}

TEST(Shingle, SetsAgreeWithSetsOfTokenWindowsForEveryWidth) {
  std::mt19937_64 random(1);
  for (std::uint32_t w = 1; w <= 9; ++w) {
    for (std::size_t size = 0; size < 40; ++size) {
      const std::vector<TokenKey> a = random_keys(size, 4, random);
      const std::vector<TokenKey> b = random_keys(size + random() % 4, 4, random);
      std::vector<Shingle> set_a;
      std::vector<Shingle> set_b;
      shingle(a, w, set_a);
      shingle(b, w, set_b);
      EXPECT_EQ(set_a.size(), shingle_count(a.size(), w));
      make_shingle_set(set_a);
      make_shingle_set(set_b);
      const auto expected_a = reference::shingle_set(a, w);
      const auto expected_b = reference::shingle_set(b, w);
      const auto shared = static_cast<std::uint32_t>(reference::shared(expected_a, expected_b));
      const Overlap found = overlap(set_a, set_b);
      EXPECT_EQ(found, (Overlap{static_cast<std::uint32_t>(expected_a.size()),
                                static_cast<std::uint32_t>(expected_b.size()), shared}));
    }
  }
}

TEST(Shingle, DependsOnTheOrderOfTokens) {
  std::vector<Shingle> all;
  for (const std::vector<TokenKey>& keys :
       {std::vector<TokenKey>{1, 2, 3}, {1, 3, 2}, {2, 1, 3}, {2, 3, 1}, {3, 1, 2}, {3, 2, 1}}) {
    std::vector<Shingle> one;
    shingle(keys, 3, one);
    all.push_back(one.at(0));
  }
  make_shingle_set(all);
  EXPECT_EQ(all.size(), 6U);
}

TEST(Shingle, OfAShortPassageIsNotTheShingleOfALongerOne) {
  std::vector<Shingle> two;
  std::vector<Shingle> three;
  shingle(std::vector<TokenKey>{5, 6}, 3, two);
  shingle(std::vector<TokenKey>{0, 5, 6}, 3, three);
  EXPECT_NE(two.at(0), three.at(0));
}

TEST(Shingle, ValuesAreTheSameOnEveryMachine) {
  std::vector<Shingle> shingles;
  shingle(std::vector<TokenKey>{1, 2, 3, 4}, 3, shingles);
  EXPECT_THAT(shingles, testing::ElementsAre(15823477667946454111U, 333707574346175204U));
  shingle(std::vector<TokenKey>{1, 2}, 3, shingles);
  EXPECT_THAT(shingles, testing::ElementsAre(16456898786191609986U));
}

TEST(Shingle, WindowOfNoTokensIsRefused) {
  std::vector<Shingle> shingles;
  EXPECT_THROW(shingle(std::vector<TokenKey>{1}, 0, shingles), InvalidArgument);
}

TEST(Overlap, OfEmptySetsIsNothing) {
  const Overlap none = overlap({}, {});
  EXPECT_EQ(none.jaccard(), 0);
  EXPECT_EQ(none.containment(), 0);
}

TEST(Overlap, ScoresAreSharesOfTheUnionAndOfTheSmallerSet) {
  const std::vector<Shingle> a = {1, 2, 3, 4};
  const std::vector<Shingle> b = {3, 4, 5, 6, 7, 8};
  const Overlap found = overlap(a, b);
  EXPECT_DOUBLE_EQ(found.jaccard(), 2.0 / 8);
  EXPECT_DOUBLE_EQ(found.containment(), 2.0 / 4);
}

} // namespace
} // namespace refrain
