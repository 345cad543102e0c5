#pragma once
/// @file
/// An inverted index of a block of rows: for every column the rows of the block that hold it.
/// Private to the threshold join; a block is small enough for its accumulators to stay in cache.

#include "refrain/tfidf/sparse_rows.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain::detail {

struct Posting {
  std::uint32_t row = 0; ///< from the start of the block
  float weight = 0;
};

/// Leaves out the commonest features of a row while their l2 norm is below a least one: by Cauchy
/// and Schwarz they cannot add more to a cosine than the product of their norm with another's.
class BlockIndex {
public:
  BlockIndex() = default;
  /// @param min_norm  a row's commonest features are left out while their l2 norm is below this
  BlockIndex(const SparseRows& rows, RowRange block, double min_norm);

  /// Rows that hold the column, ascending.
  [[nodiscard]] std::span<const Posting> postings(std::int32_t column) const {
    const auto c = static_cast<std::size_t>(column);
    return {postings_.data() + first_[c], first_[c + 1] - first_[c]};
  }

  /// The l2 norm of what was left out of a row.
  [[nodiscard]] float left_out(std::uint32_t row) const { return left_out_[row]; }

  [[nodiscard]] RowRange block() const { return block_; }

private:
  RowRange block_;
  std::vector<std::uint32_t> first_; ///< columns + 1
  std::vector<Posting> postings_;
  std::vector<float> left_out_; ///< a row of the block
};

/// What BlockIndex leaves out of a row: the first features, and their norm.
struct LeftOut {
  std::size_t features = 0;
  double norm = 0;
};

[[nodiscard]] LeftOut left_out(std::span<const float> weights, double min_norm);

} // namespace refrain::detail
