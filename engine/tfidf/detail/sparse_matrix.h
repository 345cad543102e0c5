#pragma once
/// @file
/// What is inside SparseRows. Private: it names Eigen.

#include "refrain/tfidf/sparse_rows.h"

#include <cstdint>
#include <vector>

#include <Eigen/SparseCore>

namespace refrain {

struct SparseRows::Impl {
  Eigen::SparseMatrix<float, Eigen::RowMajor, std::int32_t> matrix;
  std::vector<std::uint64_t> keys;        ///< a column
  std::vector<std::uint32_t> frequencies; ///< a column
};

} // namespace refrain
