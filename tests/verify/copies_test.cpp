#include "refrain/verify/copies.h"

#include <map>
#include <random>
#include <vector>

#include <gmock/gmock.h>

namespace refrain {
namespace {

using testing::ElementsAre;

CopyGroups make_groups(const std::vector<std::vector<PassageIndex>>& groups) {
  CopyGroups copies;
  for (const std::vector<PassageIndex>& group : groups) {
    copies.members.insert(copies.members.end(), group.begin(), group.end());
    copies.begins.push_back(static_cast<std::uint32_t>(copies.members.size()));
  }
  return copies;
}

TEST(Copies, AreGroupedByAllOfTheirHash) {
  std::mt19937_64 random(1);
  for (const std::size_t size : {0U, 1U, 50U, 4000U}) {
    std::vector<Hash128> hashes(size);
    std::map<Hash128, std::vector<PassageIndex>> expected;
    for (PassageIndex i = 0; i < size; ++i) {
      // Halves that agree while the others differ must not make a group.
      hashes[i] = {random() % 3, (random() % (size / 3 + 1)) << 20};
      if (hashes[i] != Hash128{}) {
        expected[hashes[i]].push_back(i);
      }
    }
    const CopyGroups copies = group_copies(hashes, {});
    std::vector<std::vector<PassageIndex>> by_first;
    for (const auto& [hash, group] : expected) {
      if (group.size() > 1) {
        by_first.push_back(group);
      }
    }
    std::sort(by_first.begin(), by_first.end());
    ASSERT_EQ(copies.size(), by_first.size());
    for (std::size_t g = 0; g < copies.size(); ++g) {
      EXPECT_THAT(copies[g], testing::ElementsAreArray(by_first[g]));
    }
  }
}

TEST(Copies, OfATextAreItsGroupOrNone) {
  const CopyGroups copies = make_groups({{1, 4}, {2, 3, 9}});
  EXPECT_THAT(copies.of(1), ElementsAre(1U, 4U));
  EXPECT_THAT(copies.of(2), ElementsAre(2U, 3U, 9U));
  EXPECT_TRUE(copies.of(0).empty());
  EXPECT_TRUE(copies.of(4).empty());
  EXPECT_TRUE(copies.of(10).empty());
}

TEST(Copies, SmallGroupsAreListedInFullWithTheScoresOfTheirTexts) {
  const CopyGroups copies = make_groups({{0, 3}, {1, 2}});
  std::uint64_t unlisted = 0;
  EXPECT_THAT(expand_copies({{0, 1, 0.8, 0.9}}, copies, {}, unlisted),
              ElementsAre(Pair{0, 1, 0.8, 0.9}, Pair{0, 2, 0.8, 0.9}, Pair{0, 3, 1, 1},
                          Pair{1, 2, 1, 1}, Pair{1, 3, 0.8, 0.9}, Pair{2, 3, 0.8, 0.9}));
  EXPECT_EQ(unlisted, 0U);
}

TEST(Copies, LargeGroupsAreListedAgainstTheirTextAndTheRestIsCounted) {
  const CopyGroups copies = make_groups({{0, 3, 5}, {1, 2}});
  CopyLimits limits;
  limits.full_group = 2;
  limits.full_pair_groups = 5;
  std::uint64_t unlisted = 0;
  EXPECT_THAT(expand_copies({{0, 1, 0.8, 0.9}}, copies, limits, unlisted),
              ElementsAre(Pair{0, 1, 0.8, 0.9}, Pair{0, 2, 0.8, 0.9}, Pair{0, 3, 1, 1},
                          Pair{0, 5, 1, 1}, Pair{1, 2, 1, 1}, Pair{1, 3, 0.8, 0.9},
                          Pair{1, 5, 0.8, 0.9}));
  EXPECT_EQ(unlisted, 1U + 2U); // (3, 5); (2, 3) and (2, 5)
}

} // namespace
} // namespace refrain
