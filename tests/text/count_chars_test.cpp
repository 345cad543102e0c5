#include "refrain/text/count_chars.h"

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace refrain {
namespace {

/// Bytes that begin a code point, one after the other.
std::uint64_t counted_bytewise(std::string_view text) {
  std::uint64_t count = 0;
  for (const char c : text) {
    count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
  }
  return count;
}

TEST(CountChars, CountsCodePoints) {
  EXPECT_EQ(count_chars(""), 0U);
  EXPECT_EQ(count_chars("abc"), 3U);
  EXPECT_EQ(count_chars("aé水😀z"), 5U);
}

// 16 bytes are looked at at once, 255 times before their counts are summed up.
TEST(CountChars, AgreesWithCountingBytesAroundBlocksAndSums) {
  std::mt19937 random(5);
  const std::string_view pieces[] = {"a", "é", "水", "😀", "word "};
  std::string text;
  while (text.size() < 40'000) {
    text += pieces[random() % std::size(pieces)];
  }
  const std::string continuations(10'000, '\x80');
  constexpr std::size_t kSum = std::size_t{16} * 255;
  for (const std::size_t size : {1UL, 7UL, 8UL, 15UL, 16UL, 17UL, kSum - 1, kSum, kSum + 1,
                                 kSum + 16, 2 * kSum, 2 * kSum + 31}) {
    for (const std::size_t begin : {0UL, 1UL, 13UL}) {
      const std::string_view piece = std::string_view(text).substr(begin, size);
      EXPECT_EQ(count_chars(piece), counted_bytewise(piece)) << size << " from " << begin;
    }
    EXPECT_EQ(count_chars(std::string_view(continuations).substr(0, size)), 0U) << size;
  }
}

} // namespace
} // namespace refrain
