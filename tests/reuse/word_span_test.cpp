#include "refrain/reuse/detail/word_span.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace refrain::reuse {
namespace {

bool touch(const WordSpan& x, const WordSpan& y, std::uint32_t near) {
  return x.a_begin <= y.a_end + near && y.a_begin <= x.a_end + near &&
         x.b_begin <= y.b_end + near && y.b_begin <= x.b_end + near;
}

// The slow twin: any two that touch become one, until none do.
void join_slowly(std::vector<WordSpan>& spans, std::uint32_t near) {
  for (std::size_t i = 0; i < spans.size(); ++i) {
    for (std::size_t j = i + 1; j < spans.size(); ++j) {
      if (touch(spans[i], spans[j], near)) {
        spans[i].a_begin = std::min(spans[i].a_begin, spans[j].a_begin);
        spans[i].a_end = std::max(spans[i].a_end, spans[j].a_end);
        spans[i].b_begin = std::min(spans[i].b_begin, spans[j].b_begin);
        spans[i].b_end = std::max(spans[i].b_end, spans[j].b_end);
        spans.erase(spans.begin() + static_cast<std::ptrdiff_t>(j));
        i = static_cast<std::size_t>(-1); // from the beginning
        break;
      }
    }
  }
}

TEST(WordSpans, ThatTouchAreJoinedLikeAnyTwoUntilNoneDo) {
  std::mt19937 random(6);
  std::size_t joined = 0;
  for (int trial = 0; trial < 400; ++trial) {
    std::vector<WordSpan> spans;
    const std::size_t count = random() % 40;
    for (std::size_t i = 0; i < count; ++i) {
      WordSpan span;
      span.a_begin = static_cast<std::uint32_t>(random() % 300);
      span.a_end = span.a_begin + static_cast<std::uint32_t>(random() % 40);
      span.b_begin = static_cast<std::uint32_t>(random() % 300);
      span.b_end = span.b_begin + static_cast<std::uint32_t>(random() % 40);
      spans.push_back(span);
    }
    std::vector<WordSpan> expected = spans;
    const std::uint32_t near = random() % 8;
    join_slowly(expected, near);
    join_touching(spans, near);
    joined += count - spans.size();
    ASSERT_EQ(spans.size(), expected.size());
    for (std::size_t i = 0; i < spans.size(); ++i) {
      EXPECT_EQ((std::array{spans[i].a_begin, spans[i].a_end, spans[i].b_begin, spans[i].b_end}),
                (std::array{expected[i].a_begin, expected[i].a_end, expected[i].b_begin,
                            expected[i].b_end}));
    }
  }
  EXPECT_GT(joined, 1000U);
}

} // namespace
} // namespace refrain::reuse
