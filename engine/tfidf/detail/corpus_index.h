#pragma once
/// @file
/// A part of the corpus as the top-n join reads it: weights rounded up to small integers, so that
/// sums over them bound cosines from above. Private to the join.
///
/// Columns fall into three classes by how many rows hold them, commonest first:
///
///   common  at least one row in kCommonShare: too long to be walked. A row of bytes a row, beside
///           the l2 norm of that part of the row, by which most rows are dismissed unread
///   middle  lists a block of kBlockRows rows: (row, weight) in 4 bytes
///   rare    fewer than kRareRows a block: one list for the whole part, to spare empty ones

#include "refrain/tfidf/detail/bound_kernels.h"
#include "refrain/tfidf/sparse_rows.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace refrain::detail {

/// Columns [0, common) are common, [common, rare) are middle, the others rare.
struct ColumnClasses {
  std::size_t common = 0;
  std::size_t rare = 0;
};

[[nodiscard]] ColumnClasses classify_columns(const SparseRows& rows);

/// Upper bound of a weight in 2^-16, at most 2^16 - 1.
using WeightLevel = std::uint16_t;

/// What a shared feature adds to a bound at least: the product of the weights in units, rounded up.
[[nodiscard]] inline std::uint32_t product_units(WeightLevel weight, std::uint32_t query_units) {
  return (weight * query_units >> 16) + 1;
}

struct BlockPosting {
  std::uint16_t row = 0; ///< from the start of the block
  WeightLevel weight = 0;
};

struct RarePosting {
  std::uint32_t row = 0; ///< from the start of the part
  WeightLevel weight = 0;
};

class CorpusIndex {
public:
  /// O(features of the part), parallel.
  CorpusIndex(const SparseRows& rows, RowRange part, const ColumnClasses& classes);

  [[nodiscard]] std::size_t blocks() const { return blocks_.size(); }
  [[nodiscard]] RowRange block(std::size_t b) const { return blocks_[b].rows; }

  /// Rows of a block that hold a middle column, ascending.
  [[nodiscard]] std::span<const BlockPosting> postings(std::size_t b, std::int32_t column) const {
    const Block& block = blocks_[b];
    const std::uint32_t* first = block.first.data() + column - classes_.common;
    return {block.postings.data() + first[0], first[1] - first[0]};
  }

  /// Rows of the part that hold a rare column, ascending.
  [[nodiscard]] std::span<const RarePosting> rare(std::int32_t column) const {
    const std::uint32_t* first = rare_first_.data() + column - classes_.rare;
    return {rare_.data() + first[0], first[1] - first[0]};
  }

  [[nodiscard]] CommonWeights common(std::size_t b) const {
    return {blocks_[b].common.data(), width_, blocks_[b].scales.data()};
  }
  /// Upper bounds of the l2 norms of the rows' common parts, in 2^-16, at most 2^16 - 1.
  [[nodiscard]] const std::uint16_t* common_norms(std::size_t b) const {
    return blocks_[b].norms.data();
  }

private:
  struct Block {
    RowRange rows;
    std::vector<std::uint32_t> first; ///< a middle column, + 1
    std::vector<BlockPosting> postings;
    std::vector<std::uint8_t> common; ///< rows x width_
    std::vector<float> scales;
    std::vector<std::uint16_t> norms;
  };

  void fill_common(const SparseRows& rows, Block& block) const;
  void fill_middle(const SparseRows& rows, Block& block) const;
  void fill_rare(const SparseRows& rows);

  RowRange part_;
  ColumnClasses classes_;
  std::size_t width_ = 0; ///< common columns, padded
  std::vector<Block> blocks_;
  std::vector<std::uint32_t> rare_first_;
  std::vector<RarePosting> rare_;
};

} // namespace refrain::detail
