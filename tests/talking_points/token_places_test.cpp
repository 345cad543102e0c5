#include "refrain/core/hash.h"
#include "refrain/talking_points/detail/token_places.h"

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

namespace refrain::points {
namespace {

void expect_kept(const std::vector<ByteRange>& ranges) {
  TokenPlaces places;
  for (const ByteRange& range : ranges) {
    places.push_back(range);
  }
  ASSERT_EQ(places.size(), ranges.size());
  for (std::size_t t = 0; t < ranges.size(); ++t) {
    ASSERT_EQ(places[t].begin, ranges[t].begin) << "token " << t;
    ASSERT_EQ(places[t].end, ranges[t].end) << "token " << t;
  }
}

TEST(TokenPlaces, KeepsGapsAndLengthsAroundWhatAByteHolds) {
  for (const std::uint32_t gap : {0U, 1U, 2U, 3U, 4U, 5U, 64U, 255U, 256U, 1U << 20}) {
    for (const std::uint32_t length : {1U, 62U, 63U, 64U, 65U, 255U, 256U, 1U << 20}) {
      std::vector<ByteRange> ranges{{0, 1}};
      for (std::uint32_t i = 0; i < 150; ++i) {
        const bool plain = i % 3 == 0;
        const std::uint32_t begin = ranges.back().end + (plain ? 1 : gap);
        ranges.push_back({begin, begin + (plain ? 5 : length)});
      }
      SCOPED_TRACE(testing::Message() << "gap " << gap << ", length " << length);
      expect_kept(ranges);
    }
  }
}

TEST(TokenPlaces, KeepsWhereDocumentsBegin) {
  // The second begins where the first could go on, the third at the end of the second, the last
  // with the largest place that there is.
  expect_kept({{0, 4}, {5, 9}, {10, 12}, {11, 15}, {15, 16}, {0, 3}, {0xfffffff0U, 0xffffffffU}});
}

TEST(TokenPlaces, KeepsAnyRangesInAnyOrder) {
  std::vector<ByteRange> ranges;
  std::uint64_t seed = 1;
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < 20'000; ++i) {
    const std::uint64_t r = mix64(++seed);
    const auto size = static_cast<std::uint32_t>(r % 16 == 0 ? r >> 50 : (r >> 50) % 12);
    begin = r % 31 == 0 ? static_cast<std::uint32_t>(r >> 34) : begin + (r >> 8) % 6;
    ranges.push_back({begin, begin + size}); // empty ones too
    begin += size;
  }
  expect_kept(ranges);
}

} // namespace
} // namespace refrain::points
