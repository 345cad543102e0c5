#include "refrain/core/hash.h"
#include "refrain/core/ranked_bits.h"

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

namespace refrain {
namespace {

TEST(RankedBits, CountsWhatIsSetThroughEveryPlace) {
  for (const unsigned share : {0U, 1U, 32U, 63U, 64U}) {
    RankedBits bits;
    std::vector<bool> expected;
    for (std::uint64_t i = 0; i < 1000; ++i) {
      const bool bit = mix64(i * 100 + share) % 64 < share;
      bits.push_back(bit);
      expected.push_back(bit);
    }
    ASSERT_EQ(bits.size(), expected.size());
    std::uint32_t ones = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ones += expected[i] ? 1 : 0;
      ASSERT_EQ(bits[i], expected[i]) << i;
      ASSERT_EQ(bits.ones_through(i), ones) << i;
    }
  }
}

TEST(RankedBits, AnswersWhileItGrows) {
  RankedBits bits;
  for (std::uint32_t i = 0; i < 200; ++i) {
    bits.push_back(i % 5 == 0);
    EXPECT_EQ(bits.ones_through(i), i / 5 + 1);
  }
}

} // namespace
} // namespace refrain
