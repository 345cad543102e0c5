#pragma once
/// @file
/// An inverted index of a block of rows: for every column the rows of the block that hold it.
/// Private to the cosine joins; a block is small enough for its accumulators to stay in cache.
///
/// The prefix of a row at a column is the part of the row up to and with that column: its commoner
/// features. By Cauchy and Schwarz the prefixes of two rows cannot add more to their cosine than
/// the product of the prefixes' norms.

#include "refrain/tfidf/sparse_rows.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain::detail {

struct Posting {
  std::uint32_t row = 0; ///< from the start of the block
  float weight = 0;
};

/// How the postings of a column are ordered.
enum class PostingOrder : std::uint8_t {
  kRow,        ///< by row
  kPrefixNorm, ///< by falling level of the row's prefix norm at the column, then by row
};

/// Levels of a norm in [0, 1], rounded up: norm <= level / kNormLevels.
inline constexpr unsigned kNormLevels = 64;

class BlockIndex {
public:
  BlockIndex() = default;
  /// @param min_norm  a row's commonest features are left out while their l2 norm is below this
  BlockIndex(const SparseRows& rows, RowRange block, double min_norm, PostingOrder order);

  [[nodiscard]] std::span<const Posting> postings(std::int32_t column) const {
    const auto c = static_cast<std::size_t>(column);
    return {postings_.data() + first_[c], first_[c + 1] - first_[c]};
  }

  /// The postings whose prefix norm at the column may reach `norm`. Only with kPrefixNorm.
  [[nodiscard]] std::span<const Posting> postings_from(std::int32_t column, double norm) const;

  /// Upper bound of the norm of a row's prefix before `column`. Only with kPrefixNorm.
  [[nodiscard]] double norm_before(std::uint32_t row, std::int32_t column) const;

  [[nodiscard]] RowRange block() const { return block_; }

private:
  void fill_by_row(const SparseRows& rows, double min_norm);
  void order_by_norm();

  const SparseRows* rows_ = nullptr;
  RowRange block_;
  std::vector<std::uint32_t> first_; ///< columns + 1
  std::vector<Posting> postings_;
  std::vector<std::uint8_t> levels_;     ///< beside postings_
  std::vector<std::uint8_t> row_levels_; ///< of each feature of each row of the block
  std::vector<std::uint32_t> row_first_; ///< rows of the block + 1
};

/// Position in `weights` of the first feature that BlockIndex keeps for min_norm.
[[nodiscard]] std::size_t indexed_from(std::span<const float> weights, double min_norm);

} // namespace refrain::detail
