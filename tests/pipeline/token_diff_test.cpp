#include "refrain/pipeline/detail/token_diff.h"

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace refrain::detail {
namespace {

using Keys = std::vector<TokenKey>;

// The slow twin: the length of a longest common subsequence, by the table.
std::size_t longest_common(const Keys& a, const Keys& b) {
  std::vector<std::vector<std::size_t>> best(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) {
      best[i + 1][j + 1] = a[i] == b[j] ? best[i][j] + 1 : std::max(best[i][j + 1], best[i + 1][j]);
    }
  }
  return best[a.size()][b.size()];
}

// What lies between the hunks must be equal; returns how many tokens that are.
std::size_t matched(const Keys& a, const Keys& b, const std::vector<DiffHunk>& hunks) {
  std::size_t count = 0;
  std::size_t i = 0;
  std::size_t j = 0;
  const auto equal_until = [&](std::size_t end_a, std::size_t end_b) {
    EXPECT_EQ(end_a - i, end_b - j);
    for (; i < end_a && j < end_b; ++i, ++j, ++count) {
      EXPECT_EQ(a[i], b[j]);
    }
  };
  for (const DiffHunk& h : hunks) {
    EXPECT_TRUE(h.a_begin < h.a_end || h.b_begin < h.b_end);
    equal_until(h.a_begin, h.b_begin);
    i = h.a_end;
    j = h.b_end;
  }
  equal_until(a.size(), b.size());
  return count;
}

TEST(TokenDiff, FindsWhatWasChangedTakenAndAdded) {
  EXPECT_TRUE(diff_tokens(Keys{1, 2, 3}, Keys{1, 2, 3}).empty());
  EXPECT_TRUE(diff_tokens({}, {}).empty());
  EXPECT_EQ(diff_tokens(Keys{1, 2, 3}, Keys{1, 9, 3}), (std::vector<DiffHunk>{{1, 2, 1, 2}}));
  EXPECT_EQ(diff_tokens(Keys{1, 2, 3}, Keys{1, 3}), (std::vector<DiffHunk>{{1, 2, 1, 1}}));
  EXPECT_EQ(diff_tokens({}, Keys{1, 3}), (std::vector<DiffHunk>{{0, 0, 0, 2}}));
  EXPECT_EQ(diff_tokens(Keys{1, 2, 3, 4, 5}, Keys{0, 2, 3, 4, 5, 6}),
            (std::vector<DiffHunk>{{0, 1, 0, 1}, {5, 5, 5, 6}}));
}

TEST(TokenDiff, LeavesALongestCommonSubsequence) {
  std::mt19937 random(5);
  for (int round = 0; round < 3000; ++round) {
    const auto letters = 2 + random() % 5;
    Keys a(random() % 25);
    Keys b(random() % 25);
    std::generate(a.begin(), a.end(), [&] { return random() % letters; });
    std::generate(b.begin(), b.end(), [&] { return random() % letters; });
    ASSERT_EQ(matched(a, b, diff_tokens(a, b)), longest_common(a, b));
  }
}

TEST(TokenDiff, GivesUpOnTextsThatShareNothing) {
  Keys a(6000);
  Keys b(6000);
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] = i;
    b[i] = i + 10000;
  }
  b.back() = a.back();
  EXPECT_EQ(diff_tokens(a, b), (std::vector<DiffHunk>{{0, 5999, 0, 5999}}));
}

} // namespace
} // namespace refrain::detail
