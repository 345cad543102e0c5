#pragma once
/// @file
/// A query as the top-n join reads it: its weights rounded up to the integers of CorpusIndex.
/// Private to the join.

#include "refrain/tfidf/detail/corpus_index.h"
#include "refrain/tfidf/sparse_rows.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace refrain::detail {

/// A middle feature of a query.
struct QueryFeature {
  std::int32_t column = 0;
  std::uint32_t units = 0; ///< upper bound of the weight
};

/// A row of the corpus that holds a rare feature of the query.
struct RareHit {
  std::uint32_t row = 0;   ///< from the start of the part
  std::uint32_t units = 0; ///< upper bound of the product of the weights
};

class BoundedQuery {
public:
  /// Loads a row for searching a part of the corpus. O(features + rare hits log rare hits).
  void load(const SparseRows& rows, std::size_t row, const ColumnClasses& classes,
            const CorpusIndex& index);

  [[nodiscard]] std::size_t row() const { return row_; }

  /// Whether sums of products stay in 16 bits.
  [[nodiscard]] bool fits() const { return fits_; }
  [[nodiscard]] bool empty() const { return empty_; }

  [[nodiscard]] std::span<const QueryFeature> middle() const { return middle_; }
  [[nodiscard]] CommonQuery common() const { return {common_.data(), common_scale_}; }
  /// Upper bound of the l2 norm of the common part, in units; 0 when it is empty.
  [[nodiscard]] std::uint16_t common_norm() const { return common_norm_; }

  /// Rare hits before `end`, from the start of the part, that were not taken before.
  [[nodiscard]] std::span<const RareHit> take_rare(std::size_t end);

private:
  std::size_t row_ = 0;
  bool fits_ = true;
  bool empty_ = true;
  std::vector<QueryFeature> middle_;
  std::vector<std::int8_t> common_;
  float common_scale_ = 0;
  std::uint16_t common_norm_ = 0;
  std::vector<RareHit> rare_;
  std::size_t taken_ = 0;
};

} // namespace refrain::detail
