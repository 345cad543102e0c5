#pragma once
/// @file
/// Exact cosines of one row with many: its weights spread over all columns. Private to the joins.

#include "refrain/tfidf/sparse_rows.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace refrain::detail {

class DenseRow {
public:
  /// 4 bytes a column.
  explicit DenseRow(const SparseRows& rows) : rows_(rows), weights_(rows.columns(), 0.0F) {}

  /// O(features of the row and of the one before); nothing when the row is loaded.
  void load(std::size_t row) {
    if (row_ == row) {
      return;
    }
    if (row_) {
      for (const std::int32_t c : rows_.columns_of(*row_)) {
        weights_[static_cast<std::size_t>(c)] = 0;
      }
    }
    row_ = row;
    const auto columns = rows_.columns_of(row);
    const auto weights = rows_.weights_of(row);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      weights_[static_cast<std::size_t>(columns[i])] = weights[i];
    }
  }

  /// Adds the products in the order of cosine(); the zeros between them change no bit.
  [[nodiscard]] double cosine_with(std::size_t other) const {
    const auto columns = rows_.columns_of(other);
    const auto weights = rows_.weights_of(other);
    double sum = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      sum += static_cast<double>(weights_[static_cast<std::size_t>(columns[i])]) *
             static_cast<double>(weights[i]);
    }
    return std::min(sum, 1.0);
  }

private:
  const SparseRows& rows_;
  std::vector<float> weights_;
  std::optional<std::size_t> row_;
};

} // namespace refrain::detail
