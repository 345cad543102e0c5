#include "refrain/core/parallel.h"
#include "refrain/lsh/buckets.h"

#include "tests/reference/buckets.h"

#include <random>
#include <vector>

#include <gmock/gmock.h>

namespace refrain {
namespace {

using Rows = std::vector<std::vector<std::uint32_t>>;

BandTable make_table(const Rows& rows) {
  BandTable table(static_cast<std::uint32_t>(rows.front().size()), rows.size());
  for (PassageIndex i = 0; i < rows.size(); ++i) {
    table.set_rows(i, rows[i]);
  }
  return table;
}

Rows random_rows(std::size_t passages, std::uint32_t bands, std::uint32_t keys,
                 std::uint32_t seed) {
  std::mt19937 random(seed);
  Rows rows(passages, std::vector<std::uint32_t>(bands));
  for (std::vector<std::uint32_t>& row : rows) {
    for (std::uint32_t& key : row) {
      key = random() % keys * 0x9E3779B1U;
    }
  }
  return rows;
}

std::vector<PassageIndex> every_third_missing(std::size_t passages) {
  std::vector<PassageIndex> active;
  for (PassageIndex i = 0; i < passages; ++i) {
    if (i % 3 != 1) {
      active.push_back(i);
    }
  }
  return active;
}

TEST(Buckets, GiveEveryPairThatSharesABucketOnce) {
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    const Rows rows = random_rows(50 + 100 * seed, 1 + seed % 13, 40 * seed, seed);
    const std::vector<PassageIndex> active = every_third_missing(rows.size());
    const CandidateList list = find_candidates(make_table(rows), active, {}, {}, {}, {});
    EXPECT_EQ(list.candidates, reference::candidates(rows, active));
    EXPECT_EQ(list.capped_buckets, 0U);
  }
}

TEST(Buckets, DoNotDependOnThreadCount) {
  const Rows rows = random_rows(5000, 9, 1500, 4);
  const std::vector<PassageIndex> active = every_third_missing(rows.size());
  BucketOptions options;
  options.max_bucket = 4;
  options.hub_neighbours = 1;
  options.hub_pivots = 1;
  std::vector<Candidate> expected;
  for (const unsigned threads : {1U, 2U, 7U}) {
    const ThreadLimit limit(threads);
    const CandidateList list = find_candidates(make_table(rows), active, {}, {}, options, {});
    EXPECT_GT(list.capped_buckets, 0U);
    if (expected.empty()) {
      expected = list.candidates;
    }
    EXPECT_EQ(list.candidates, expected);
  }
}

TEST(Buckets, OfAHubGrowLinearlyAndCountWhatTheyLeaveOut) {
  constexpr std::uint64_t kPassages = 3000;
  const Rows rows(kPassages, std::vector<std::uint32_t>{7});
  std::vector<PassageIndex> active;
  for (PassageIndex i = 0; i < kPassages; ++i) {
    active.push_back(i);
  }
  const CandidateList list = find_candidates(make_table(rows), active, {}, {}, {}, {});
  EXPECT_EQ(list.capped_buckets, 1U);
  EXPECT_LE(list.candidates.size(), kPassages * 32);
  EXPECT_GE(list.candidates.size(), kPassages * 24);
  EXPECT_EQ(list.candidates.size() + list.unexpanded_pairs, kPassages * (kPassages - 1) / 2);
}

TEST(Buckets, DropPairsWhoseDigestsDiffer) {
  const Rows rows(3, std::vector<std::uint32_t>{7, 8});
  const std::vector<Digest> digests = {{0, 0}, {~0ULL, 0}, {1, 1}};
  const std::vector<PassageIndex> active = {0, 1, 2};
  const CandidateList list =
      find_candidates(make_table(rows), active, digests, DigestFilter(0.9), {}, {});
  EXPECT_THAT(list.candidates, testing::ElementsAre(Candidate{0, 2}));
  EXPECT_EQ(list.filtered_pairs, 4U);
}

} // namespace
} // namespace refrain
