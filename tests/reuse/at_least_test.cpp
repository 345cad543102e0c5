#include "refrain/reuse/detail/at_least.h"

#include <cstddef>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace refrain::reuse {
namespace {

TEST(ForEachAtLeast, NamesWhatOneLookAfterTheOtherFindsAroundBlocksOfSixteen) {
  std::mt19937 random(16);
  for (std::size_t size = 0; size < 70; ++size) {
    for (const unsigned one_in : {1U, 3U, 40U}) {
      std::vector<float> values;
      std::vector<std::size_t> expected;
      for (std::size_t i = 0; i < size; ++i) {
        // A quarter of those that reach the limit are the limit.
        values.push_back(random() % one_in == 0 ? 0.25F * static_cast<float>(1 + random() % 4)
                                                : 0.2499999F * static_cast<float>(random() % 2));
        if (values.back() >= 0.25F) {
          expected.push_back(i);
        }
      }
      std::vector<std::size_t> found;
      for_each_at_least(values, 0.25F, [&](std::size_t i) { found.push_back(i); });
      EXPECT_EQ(found, expected);
    }
  }
}

} // namespace
} // namespace refrain::reuse
