#include "refrain/core/parallel.h"
#include "refrain/shingle/shingle.h"
#include "refrain/verify/verify.h"

#include <random>
#include <set>
#include <vector>

#include <gmock/gmock.h>

namespace refrain {
namespace {

using Passages = std::vector<std::vector<Shingle>>;

// Small values repeat, 0 among them: the hardest case for a table whose empty cells are 0.
Passages random_passages(std::size_t count, std::uint32_t seed) {
  std::mt19937 random(seed);
  Passages passages(count);
  for (std::vector<Shingle>& shingles : passages) {
    const std::uint32_t values = 2 + random() % 40;
    for (std::uint32_t n = random() % 60; n > 0; --n) {
      shingles.push_back(random() % values);
    }
  }
  return passages;
}

std::vector<Pair> verify(const Passages& passages, const std::vector<Candidate>& candidates,
                         double threshold) {
  class Reader : public ShingleReader {
  public:
    explicit Reader(const Passages& from) : passages_(from) {}
    void read(PassageIndex passage, std::vector<Shingle>& shingles) override {
      shingles = passages_[passage];
    }

  private:
    const Passages& passages_;
  };
  const auto make_reader = [&]() -> std::unique_ptr<ShingleReader> {
    return std::make_unique<Reader>(passages);
  };
  return verify_candidates(candidates, threshold, make_reader, {});
}

TEST(Verify, ScoresEveryCandidateAsSortedSetsDo) {
  for (std::uint32_t seed = 1; seed <= 5; ++seed) {
    const Passages passages = random_passages(80, seed);
    Passages sets = passages;
    for (std::vector<Shingle>& set : sets) {
      make_shingle_set(set);
    }
    for (const double threshold : {0.1, 0.5, 0.7, 1.0}) {
      std::vector<Candidate> candidates;
      std::vector<Pair> expected;
      for (PassageIndex a = 0; a < passages.size(); ++a) {
        for (PassageIndex b = a + 1; b < passages.size(); ++b) {
          candidates.push_back({a, b});
          const Overlap o = overlap(sets[a], sets[b]);
          if (o.jaccard() >= threshold) {
            expected.push_back({a, b, o.jaccard(), o.containment()});
          }
        }
      }
      EXPECT_EQ(verify(passages, candidates, threshold), expected);
    }
  }
}

TEST(Verify, BlocksOfALargeFamilyAndOfManySmallOnesAgreeWithSortedSets) {
  constexpr PassageIndex kPassages = 3000;
  constexpr PassageIndex kFamily = 300; // every pair among every tenth passage is a candidate
  Passages passages = random_passages(kPassages, 9);
  Passages sets = passages;
  for (std::vector<Shingle>& set : sets) {
    make_shingle_set(set);
  }
  std::set<Candidate> distinct;
  std::mt19937 random(3);
  for (PassageIndex i = 0; i < kFamily; ++i) {
    for (PassageIndex j = i + 1; j < kFamily; ++j) {
      distinct.insert({10 * i, 10 * j});
    }
  }
  for (PassageIndex i = 0; i + 1 < kPassages; ++i) {
    distinct.insert({i, i + 1 + static_cast<PassageIndex>(random()) % (kPassages - i - 1)});
  }
  const std::vector<Candidate> candidates(distinct.begin(), distinct.end());
  std::vector<Pair> expected;
  for (const Candidate& candidate : candidates) {
    const Overlap o = overlap(sets[candidate.a], sets[candidate.b]);
    if (o.jaccard() >= 0.5) {
      expected.push_back({candidate.a, candidate.b, o.jaccard(), o.containment()});
    }
  }
  ASSERT_GT(expected.size(), 100U);
  for (const unsigned threads : {1U, 2U, 7U}) {
    const ThreadLimit limit(threads);
    EXPECT_EQ(verify(passages, candidates, 0.5), expected);
  }
}

TEST(Verify, AThresholdThatIsMetExactlyIsMet) {
  const Passages passages = {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, {1, 2, 3, 4, 5, 6, 7}};
  const std::vector<Candidate> candidates = {{0, 1}};
  EXPECT_THAT(verify(passages, candidates, 0.7), testing::ElementsAre(Pair{0, 1, 0.7, 1}));
  EXPECT_THAT(verify(passages, candidates, 0.71), testing::IsEmpty());
}

TEST(Verify, NothingIsSimilarToAPassageWithoutShingles) {
  EXPECT_THAT(verify({{}, {}}, {{0, 1}}, 0.1), testing::IsEmpty());
}

} // namespace
} // namespace refrain
