#include "refrain/pipeline/detail/token_diff.h"

#include <algorithm>

namespace refrain::detail {
namespace {

// The forward search of Myers on sequences without common ends. `reached[d]` keeps, for each
// diagonal k = -d, -d + 2 .. d, how far along a the best path of d edits came.
class Search {
public:
  Search(std::span<const TokenKey> a, std::span<const TokenKey> b)
      : a_(a), b_(b), n_(static_cast<std::int64_t>(a.size())),
        m_(static_cast<std::int64_t>(b.size())) {}

  // Hunks relative to a_ and b_, in reverse order; false when it gave up.
  [[nodiscard]] bool run(std::vector<DiffHunk>& hunks) {
    for (std::int64_t d = 0; d <= static_cast<std::int64_t>(kMaxDiffEdits); ++d) {
      reached_.emplace_back(static_cast<std::size_t>(d) + 1);
      for (std::int64_t k = -d; k <= d; k += 2) {
        std::int64_t x = start_of(d, k);
        while (x >= 0 && x < n_ && x - k < m_ && a_[index(x)] == b_[index(x - k)]) {
          ++x;
        }
        at(d, k) = x;
        if (x >= n_ && x - k >= m_) {
          walk_back(d, k, hunks);
          return true;
        }
      }
    }
    return false;
  }

private:
  [[nodiscard]] static std::size_t index(std::int64_t i) { return static_cast<std::size_t>(i); }

  [[nodiscard]] std::int64_t& at(std::int64_t d, std::int64_t k) {
    return reached_[index(d)][index((k + d) / 2)];
  }

  // A path that leaves the sequences counts as no path.
  [[nodiscard]] std::int64_t start_of(std::int64_t d, std::int64_t k) {
    if (d == 0) {
      return 0;
    }
    std::int64_t best = -1;
    if (k < d) { // from diagonal k + 1 by an insertion: b advances
      const std::int64_t x = at(d - 1, k + 1);
      best = x - k <= m_ ? x : -1;
    }
    if (k > -d) { // from diagonal k - 1 by a deletion: a advances
      const std::int64_t x = at(d - 1, k - 1) + 1;
      best = x <= n_ && x > best ? x : best;
    }
    return best < 0 ? kUnreachable : best;
  }

  void walk_back(std::int64_t d, std::int64_t k, std::vector<DiffHunk>& hunks) {
    for (; d > 0; --d) {
      const std::int64_t x = start_of(d, k);
      const bool deletion = k > -d && at(d - 1, k - 1) + 1 == x;
      const std::int64_t from_x = deletion ? x - 1 : x;
      const std::int64_t from_y = deletion ? x - k : x - k - 1;
      const auto pos = [](std::int64_t i) { return static_cast<std::uint32_t>(i); };
      const DiffHunk edit{pos(from_x), pos(x), pos(from_y), pos(x - k)};
      if (!hunks.empty() && hunks.back().a_begin == edit.a_end &&
          hunks.back().b_begin == edit.b_end) {
        hunks.back().a_begin = edit.a_begin;
        hunks.back().b_begin = edit.b_begin;
      } else {
        hunks.push_back(edit);
      }
      k = deletion ? k - 1 : k + 1;
    }
  }

  // Far enough below zero that adding every edit keeps it below.
  static constexpr std::int64_t kUnreachable = -(std::int64_t{1} << 40);

  std::span<const TokenKey> a_;
  std::span<const TokenKey> b_;
  std::int64_t n_;
  std::int64_t m_;
  std::vector<std::vector<std::int64_t>> reached_;
};

} // namespace

std::vector<DiffHunk> diff_tokens(std::span<const TokenKey> a, std::span<const TokenKey> b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t head = 0;
  while (head < shorter && a[head] == b[head]) {
    ++head;
  }
  std::size_t tail = 0;
  while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) {
    ++tail;
  }
  const auto middle_a = a.subspan(head, a.size() - head - tail);
  const auto middle_b = b.subspan(head, b.size() - head - tail);
  std::vector<DiffHunk> hunks;
  if (middle_a.empty() && middle_b.empty()) {
    return hunks;
  }
  if (middle_a.empty() || middle_b.empty() || !Search(middle_a, middle_b).run(hunks)) {
    hunks.assign(1, {0, static_cast<std::uint32_t>(middle_a.size()), 0,
                     static_cast<std::uint32_t>(middle_b.size())});
  }
  std::reverse(hunks.begin(), hunks.end());
  const auto shift = static_cast<std::uint32_t>(head);
  for (DiffHunk& hunk : hunks) {
    hunk.a_begin += shift;
    hunk.a_end += shift;
    hunk.b_begin += shift;
    hunk.b_end += shift;
  }
  return hunks;
}

} // namespace refrain::detail
