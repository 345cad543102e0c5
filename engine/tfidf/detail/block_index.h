#pragma once
/// @file
/// An inverted index of a block of rows: for every column the rows of the block that hold it.
/// Private to the cosine joins; a block is small enough for its accumulators to stay in cache.

#include "refrain/tfidf/sparse_rows.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain::detail {

struct Posting {
  std::uint32_t row = 0; ///< from the start of the block
  float weight = 0;
};

class BlockIndex {
public:
  BlockIndex() = default;
  /// @param min_norm  a row's commonest features are left out while their l2 norm is below this
  BlockIndex(const SparseRows& rows, RowRange block, double min_norm);

  /// Ordered by row.
  [[nodiscard]] std::span<const Posting> postings(std::int32_t column) const {
    const auto c = static_cast<std::size_t>(column);
    return {postings_.data() + first_[c], first_[c + 1] - first_[c]};
  }
  [[nodiscard]] RowRange block() const { return block_; }

private:
  RowRange block_;
  std::vector<std::uint32_t> first_; ///< columns + 1
  std::vector<Posting> postings_;
};

/// Position in `weights` of the first feature that BlockIndex keeps for min_norm.
[[nodiscard]] std::size_t indexed_from(std::span<const float> weights, double min_norm);

} // namespace refrain::detail
