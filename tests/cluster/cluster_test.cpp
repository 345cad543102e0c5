#include "refrain/cluster/cluster.h"

#include "tests/reference/cluster.h"

#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace refrain {
namespace {

using Plain = std::vector<std::vector<std::pair<PassageIndex, double>>>;

Plain plain(const std::vector<Cluster>& clusters) {
  Plain result;
  for (const Cluster& cluster : clusters) {
    result.push_back({{cluster.representative, 1}});
    for (const ClusterMember& member : cluster.members) {
      result.back().emplace_back(member.passage, member.jaccard);
    }
  }
  return result;
}

std::vector<Cluster> gather(const std::vector<Pair>& texts, const CopyGroups& copies,
                            const std::vector<std::string>& dates) {
  return gather_clusters(texts, copies, [&](PassageIndex i) { return std::string_view(dates[i]); });
}

TEST(Clusters, EqualTheDefinitionOnRandomPairsCopiesAndDates) {
  constexpr std::uint32_t kPassages = 40;
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    std::mt19937 random(seed);
    // Passage i is a copy of text_of[i].
    std::vector<PassageIndex> text_of(kPassages);
    std::vector<std::vector<PassageIndex>> groups(kPassages);
    std::vector<std::string> dates;
    for (PassageIndex i = 0; i < kPassages; ++i) {
      text_of[i] = random() % 4 == 0 && i > 0 ? text_of[random() % i] : i;
      groups[text_of[i]].push_back(i);
      dates.push_back(random() % 3 == 0 ? "" : std::to_string(2000 + random() % 4));
    }
    CopyGroups copies;
    std::vector<Pair> texts;
    for (PassageIndex a = 0; a < kPassages; ++a) {
      if (groups[a].size() > 1) {
        copies.members.insert(copies.members.end(), groups[a].begin(), groups[a].end());
        copies.begins.push_back(static_cast<std::uint32_t>(copies.members.size()));
      }
      for (PassageIndex b = a + 1; b < kPassages; ++b) {
        if (!groups[a].empty() && !groups[b].empty() && random() % 10 == 0) {
          texts.push_back({a, b, 0.7 + random() % 4 * 0.1, 1});
        }
      }
    }
    std::uint64_t unlisted = 0;
    const std::vector<Pair> all = expand_copies(texts, copies, {}, unlisted);
    ASSERT_EQ(unlisted, 0U);
    EXPECT_EQ(plain(gather(texts, copies, dates)), plain(reference::clusters(all, dates)));
  }
}

TEST(Clusters, HaveNoChains) {
  // 0 - 1 - 2: 2 is not similar to 0, so it is not in 0's cluster, and 1 is no longer free.
  const std::vector<Pair> texts = {{0, 1, 0.8, 0.9}, {1, 2, 0.75, 0.9}};
  EXPECT_EQ(plain(gather(texts, {}, {"", "", ""})), (Plain{{{0, 1}, {1, 0.8}}}));
}

TEST(Clusters, StartFromTheEarliestDate) {
  const std::vector<Pair> texts = {{0, 1, 0.8, 0.9}, {1, 2, 0.75, 0.9}};
  EXPECT_EQ(plain(gather(texts, {}, {"2005", "2004-02", "2004-03"})),
            (Plain{{{1, 1}, {0, 0.8}, {2, 0.75}}}));
}

TEST(Clusters, OfNothingAreNone) {
  EXPECT_TRUE(gather({}, {}, {}).empty());
}

} // namespace
} // namespace refrain
