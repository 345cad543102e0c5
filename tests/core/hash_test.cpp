#include "refrain/core/hash.h"

#include <fstream>
#include <sstream>
#include <string>
#include <unordered_set>

#include <gtest/gtest.h>

namespace refrain {
namespace {

TEST(Hash, AgreesWithThePublishedVectorsOfXxh3) {
  EXPECT_EQ(hash_bytes(""), 0x2d06800538d394c2ULL);
  EXPECT_EQ(hash_bytes("a"), 0xe6c632b61e964e1fULL);
  EXPECT_EQ(hash_bytes("abc"), 0x78af5f94892f3950ULL);
}

TEST(Hash, KeepsItsGoldenValuesInEveryLengthClass) {
  std::ifstream in(REFRAIN_GOLDEN "/hashes.tsv");
  ASSERT_TRUE(in);
  int rows = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) {
      continue;
    }
    std::istringstream fields(line);
    std::size_t length = 0;
    std::uint64_t h64 = 0;
    Hash128 h128;
    fields >> length >> std::hex >> h64 >> h128.low >> h128.high;
    ASSERT_TRUE(fields) << line;
    std::string bytes;
    for (std::size_t i = 0; i < length; ++i) {
      bytes += static_cast<char>('a' + i % 26);
    }
    EXPECT_EQ(hash_bytes(bytes), h64) << length;
    EXPECT_EQ(hash_bytes_128(bytes), h128) << length;
    ++rows;
  }
  EXPECT_EQ(rows, 13);
}

TEST(Hash, DependsOnTheSeed) {
  EXPECT_NE(hash_bytes("abc", 1), hash_bytes("abc", 2));
  EXPECT_NE(hash_bytes_128("abc", 1), hash_bytes_128("abc", 2));
}

TEST(Hash, MixSendsDifferentWordsToDifferentWords) {
  static_assert(mix64(0) == 0xe220a8397b1dcdafULL, "SplitMix64's first output for seed 0");
  std::unordered_set<std::uint64_t> seen;
  for (std::uint64_t x = 0; x < 10000; ++x) {
    EXPECT_TRUE(seen.insert(mix64(x)).second);
  }
}

} // namespace
} // namespace refrain
