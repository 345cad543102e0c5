#pragma once
/// @file
/// The best n of the rows that were offered for a query. Private to the top-n join.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace refrain::detail {

struct ScoredRow {
  std::uint32_t row = 0;
  double score = 0;
};

[[nodiscard]] inline bool better(const ScoredRow& a, const ScoredRow& b) {
  return a.score != b.score ? a.score > b.score : a.row < b.row;
}

/// A heap whose top is the worst of the best. Its content does not depend on the order of offers.
class BestRows {
public:
  /// Keeps at most n >= 1 rows with scores above 0 and at least `threshold`.
  BestRows(std::size_t n, double threshold) : n_(n), threshold_(threshold) {}

  /// Every row at most once.
  void offer(const ScoredRow& s) {
    if (s.score <= 0 || s.score < threshold_) {
      return;
    }
    if (heap_.size() < n_) {
      heap_.push_back(s);
      std::push_heap(heap_.begin(), heap_.end(), better);
    } else if (better(s, heap_.front())) {
      std::pop_heap(heap_.begin(), heap_.end(), better);
      heap_.back() = s;
      std::push_heap(heap_.begin(), heap_.end(), better);
    }
  }

  [[nodiscard]] std::size_t limit() const { return n_; }
  [[nodiscard]] bool full() const { return heap_.size() == n_; }

  /// A row whose score is below this is not wanted.
  [[nodiscard]] double needed() const { return full() ? heap_.front().score : threshold_; }

  [[nodiscard]] const std::vector<ScoredRow>& sorted() {
    std::sort_heap(heap_.begin(), heap_.end(), better);
    return heap_;
  }

private:
  std::size_t n_;
  double threshold_;
  std::vector<ScoredRow> heap_;
};

} // namespace refrain::detail
