#include "refrain/tfidf/detail/block_index.h"

#include <cmath>

namespace refrain::detail {

LeftOut left_out(std::span<const float> weights, double min_norm) {
  double square = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto w = static_cast<double>(weights[i]);
    if (square + w * w >= min_norm * min_norm) {
      return {i, std::sqrt(square)};
    }
    square += w * w;
  }
  return {weights.size(), std::sqrt(square)};
}

BlockIndex::BlockIndex(const SparseRows& rows, RowRange block, double min_norm)
    : block_(block), first_(rows.columns() + 1, 0) {
  // Filled from the back: first_[c] is counted up to the end of column c, then moved to its start.
  std::vector<std::uint32_t> from(block.size());
  left_out_.resize(block.size());
  for (std::size_t r = block.begin; r < block.end; ++r) {
    const auto columns = rows.columns_of(r);
    const LeftOut out = detail::left_out(rows.weights_of(r), min_norm);
    from[r - block.begin] = static_cast<std::uint32_t>(out.features);
    left_out_[r - block.begin] = static_cast<float>(out.norm);
    for (std::size_t i = out.features; i < columns.size(); ++i) {
      ++first_[static_cast<std::size_t>(columns[i])];
    }
  }
  std::uint32_t sum = 0;
  for (std::uint32_t& f : first_) {
    sum += f;
    f = sum;
  }
  postings_.resize(sum);
  for (std::size_t r = block.end; r-- > block.begin;) {
    const auto columns = rows.columns_of(r);
    const auto weights = rows.weights_of(r);
    for (std::size_t i = from[r - block.begin]; i < columns.size(); ++i) {
      const std::uint32_t at = --first_[static_cast<std::size_t>(columns[i])];
      postings_[at] = {static_cast<std::uint32_t>(r - block.begin), weights[i]};
    }
  }
}

} // namespace refrain::detail
