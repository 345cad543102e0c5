#include "refrain/tfidf/detail/block_index.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace refrain::detail {
namespace {

std::uint8_t level_of(double norm) {
  const double level = std::ceil(norm * kNormLevels);
  return static_cast<std::uint8_t>(std::min(level, static_cast<double>(kNormLevels)));
}

} // namespace

std::size_t indexed_from(std::span<const float> weights, double min_norm) {
  double square = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto w = static_cast<double>(weights[i]);
    square += w * w;
    if (square >= min_norm * min_norm) {
      return i;
    }
  }
  return weights.size();
}

BlockIndex::BlockIndex(const SparseRows& rows, RowRange block, double min_norm, PostingOrder order)
    : rows_(&rows), block_(block), first_(rows.columns() + 1, 0) {
  if (order == PostingOrder::kPrefixNorm) {
    row_first_.push_back(0);
    for (std::size_t r = block.begin; r < block.end; ++r) {
      double square = 0;
      for (const float weight : rows.weights_of(r)) {
        square += static_cast<double>(weight) * static_cast<double>(weight);
        row_levels_.push_back(level_of(std::sqrt(square)));
      }
      row_first_.push_back(static_cast<std::uint32_t>(row_levels_.size()));
    }
  }
  fill_by_row(rows, min_norm);
  if (order == PostingOrder::kPrefixNorm) {
    order_by_norm();
  }
}

void BlockIndex::fill_by_row(const SparseRows& rows, double min_norm) {
  // Filled from the back: first_[c] is counted up to the end of column c, then moved to its start.
  std::vector<std::uint32_t> from(block_.size());
  for (std::size_t r = block_.begin; r < block_.end; ++r) {
    const auto columns = rows.columns_of(r);
    from[r - block_.begin] = static_cast<std::uint32_t>(indexed_from(rows.weights_of(r), min_norm));
    for (std::size_t i = from[r - block_.begin]; i < columns.size(); ++i) {
      ++first_[static_cast<std::size_t>(columns[i])];
    }
  }
  std::uint32_t sum = 0;
  for (std::uint32_t& f : first_) {
    sum += f;
    f = sum;
  }
  postings_.resize(sum);
  levels_.resize(row_first_.empty() ? 0 : sum);
  for (std::size_t r = block_.end; r-- > block_.begin;) {
    const auto columns = rows.columns_of(r);
    const auto weights = rows.weights_of(r);
    for (std::size_t i = from[r - block_.begin]; i < columns.size(); ++i) {
      const std::uint32_t at = --first_[static_cast<std::size_t>(columns[i])];
      postings_[at] = {static_cast<std::uint32_t>(r - block_.begin), weights[i]};
      if (!levels_.empty()) {
        levels_[at] = row_levels_[row_first_[r - block_.begin] + i];
      }
    }
  }
}

void BlockIndex::order_by_norm() {
  std::vector<Posting> postings;
  std::vector<std::uint8_t> levels;
  for (std::size_t c = 0; c + 1 < first_.size(); ++c) {
    const std::size_t begin = first_[c];
    const std::size_t size = first_[c + 1] - begin;
    if (size < 2) {
      continue;
    }
    std::array<std::uint32_t, kNormLevels + 1> at{};
    for (std::size_t i = 0; i < size; ++i) {
      ++at[levels_[begin + i]];
    }
    std::uint32_t sum = 0;
    for (std::size_t level = kNormLevels + 1; level-- > 0;) {
      sum += std::exchange(at[level], sum);
    }
    postings.assign(postings_.begin() + static_cast<std::ptrdiff_t>(begin),
                    postings_.begin() + static_cast<std::ptrdiff_t>(begin + size));
    levels.assign(levels_.begin() + static_cast<std::ptrdiff_t>(begin),
                  levels_.begin() + static_cast<std::ptrdiff_t>(begin + size));
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t to = begin + at[levels[i]]++;
      postings_[to] = postings[i];
      levels_[to] = levels[i];
    }
  }
}

std::span<const Posting> BlockIndex::postings_from(std::int32_t column, double norm) const {
  const auto c = static_cast<std::size_t>(column);
  const std::uint8_t* const begin = levels_.data() + first_[c];
  const std::uint8_t* const end = levels_.data() + first_[c + 1];
  const double level = norm * kNormLevels;
  const auto* stop = std::partition_point(
      begin, end, [level](std::uint8_t l) { return static_cast<double>(l) >= level; });
  return {postings_.data() + first_[c], static_cast<std::size_t>(stop - begin)};
}

double BlockIndex::norm_before(std::uint32_t row, std::int32_t column) const {
  const auto columns = rows_->columns_of(block_.begin + row);
  const auto i = static_cast<std::size_t>(std::lower_bound(columns.begin(), columns.end(), column) -
                                          columns.begin());
  return i == 0 ? 0 : static_cast<double>(row_levels_[row_first_[row] + i - 1]) / kNormLevels;
}

} // namespace refrain::detail
