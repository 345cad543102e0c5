#pragma once
/// @file
/// A small open-addressing set of shingles that is filled once and probed often: what makes sets
/// and their intersections without sorting.

#include "refrain/core/types.h"

#include <algorithm>
#include <bit>
#include <utility>
#include <vector>

namespace refrain::detail {

class ProbeSet {
public:
  /// Empties the set and makes room for `count` shingles at a load of at most a half.
  void reset(std::size_t count) {
    const std::size_t size = std::bit_ceil(std::max<std::size_t>(2 * count, 16));
    if (cells_.size() < size) {
      cells_.resize(size);
    }
    std::fill_n(cells_.begin(), size, 0);
    mask_ = size - 1;
    holds_zero_ = false;
  }

  /// @return true when the shingle was not in the set before
  bool insert(Shingle shingle) {
    if (shingle == 0) {
      return !std::exchange(holds_zero_, true);
    }
    for (std::size_t i = shingle & mask_;; i = (i + 1) & mask_) {
      if (cells_[i] == 0) {
        cells_[i] = shingle;
        return true;
      }
      if (cells_[i] == shingle) {
        return false;
      }
    }
  }

  [[nodiscard]] bool contains(Shingle shingle) const {
    if (shingle == 0) {
      return holds_zero_;
    }
    for (std::size_t i = shingle & mask_;; i = (i + 1) & mask_) {
      if (cells_[i] == 0 || cells_[i] == shingle) {
        return cells_[i] == shingle;
      }
    }
  }

private:
  std::vector<Shingle> cells_; // 0 is an empty cell; the shingle 0 itself is held beside
  std::size_t mask_ = 0;
  bool holds_zero_ = false;
};

} // namespace refrain::detail
