#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"
#include "refrain/reuse/detail/hash_counts.h"

#include <cstdint>
#include <map>
#include <vector>

#include <gtest/gtest.h>

namespace refrain::reuse {
namespace {

/// Hashes of which the n-th of a hundred occurs n + 1 times, and others that occur once.
std::vector<std::uint32_t> some_hashes(std::size_t once) {
  std::vector<std::uint32_t> hashes;
  for (std::uint64_t n = 0; n < 100; ++n) {
    hashes.insert(hashes.end(), n + 1, static_cast<std::uint32_t>(mix64(n)));
  }
  for (std::uint64_t i = 0; i < once; ++i) {
    hashes.push_back(static_cast<std::uint32_t>(mix64(1000 + i)));
  }
  return hashes;
}

std::vector<std::size_t> exceeding(const HashCounts& counts,
                                   const std::vector<std::uint32_t>& hashes, std::uint8_t count) {
  std::vector<std::size_t> places;
  counts.for_each_exceeding(hashes, count, [&](std::size_t i) { places.push_back(i); });
  return places;
}

TEST(HashCounts, LeaveOutNoneThatIsFrequentAndMostThatAreNot) {
  const std::vector<std::uint32_t> hashes = some_hashes(50'000);
  std::map<std::uint32_t, std::uint32_t> exact;
  for (const std::uint32_t hash : hashes) {
    ++exact[hash];
  }
  for (const std::uint64_t bytes : {std::uint64_t{1} << 16, std::uint64_t{1} << 30}) {
    HashCounts counts(hashes.size(), bytes);
    counts.add(hashes);
    for (const std::uint8_t count : {1, 2, 16, 31}) {
      std::vector<std::uint8_t> kept(hashes.size());
      for (const std::size_t i : exceeding(counts, hashes, count)) {
        kept[i] = 1;
      }
      std::size_t needless = 0;
      for (std::size_t i = 0; i < hashes.size(); ++i) {
        EXPECT_TRUE(kept[i] != 0 || exact[hashes[i]] <= count);
        needless += kept[i] != 0 && exact[hashes[i]] <= count ? 1 : 0;
      }
      // Of 55,050 hashes one in 65,536 counters holds another with a chance of .54.
      EXPECT_LT(needless, count == 1 ? 33'000U : count == 2 ? 12'000U : 200U);
    }
  }
}

TEST(HashCounts, DoNotDependOnThreadsOrOrder) {
  const std::vector<std::uint32_t> hashes = some_hashes(100'000);
  HashCounts serial(hashes.size(), 1U << 20);
  serial.add(hashes);
  HashCounts parallel(hashes.size(), 1U << 20);
  const ThreadLimit limit(4);
  parallel_for(hashes.size(), 100, [&](std::size_t begin, std::size_t end) {
    const std::vector<std::uint32_t> reversed(hashes.rbegin() + static_cast<std::ptrdiff_t>(begin),
                                              hashes.rbegin() + static_cast<std::ptrdiff_t>(end));
    parallel.add(reversed);
  });
  for (const std::uint8_t count : {0, 1, 5, 31}) {
    EXPECT_EQ(exceeding(parallel, hashes, count), exceeding(serial, hashes, count));
  }
}

TEST(HashCounts, OfNoHashesExceedNothing) {
  HashCounts counts(0, 0);
  counts.add({});
  EXPECT_TRUE(exceeding(counts, {0, 0xFFFFFFFF}, 0).empty());
}

} // namespace
} // namespace refrain::reuse
