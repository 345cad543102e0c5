#include "refrain/tfidf/detail/corpus_index.h"

#include "refrain/core/parallel.h"
#include "refrain/tfidf/detail/byte_weights.h"

#include <algorithm>
#include <cmath>

namespace refrain::detail {
namespace {

constexpr std::size_t kCommonShare = 8;
constexpr std::size_t kMostCommon = 256;
constexpr std::size_t kRareRows = 4;

WeightLevel level_of(double weight) {
  constexpr double kLevels = 1U << 16;
  return static_cast<WeightLevel>(std::min(std::ceil(weight * kLevels), kLevels - 1));
}

/// How many of the columns of a row, ascending, are below `end`.
std::size_t columns_below(std::span<const std::int32_t> columns, std::size_t end) {
  return static_cast<std::size_t>(
      std::lower_bound(columns.begin(), columns.end(), static_cast<std::int32_t>(end)) -
      columns.begin());
}

/// Turns counts a list into the place of each list's first item; one entry more than lists.
void counts_to_places(std::vector<std::uint32_t>& counts) {
  std::uint32_t sum = 0;
  for (std::uint32_t& count : counts) {
    const std::uint32_t size = count;
    count = sum;
    sum += size;
  }
}

} // namespace

ColumnClasses classify_columns(const SparseRows& rows) {
  const auto first_below = [&](std::size_t frequency) {
    std::size_t low = 0;
    std::size_t high = rows.columns();
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      if (rows.document_frequency(middle) < frequency) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  };
  ColumnClasses classes;
  classes.common = std::min(first_below(rows.rows() / kCommonShare + 1), kMostCommon);
  classes.rare = std::max(classes.common, first_below((rows.rows() / kBlockRows + 1) * kRareRows));
  return classes;
}

CorpusIndex::CorpusIndex(const SparseRows& rows, RowRange part, const ColumnClasses& classes)
    : part_(part), classes_(classes),
      width_((classes.common + kCommonStep - 1) / kCommonStep * kCommonStep) {
  for (std::size_t b = part.begin; b < part.end; b += kBlockRows) {
    blocks_.emplace_back().rows = {b, std::min(part.end, b + kBlockRows)};
  }
  parallel_for(blocks_.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t b = begin; b < end; ++b) {
      fill_common(rows, blocks_[b]);
      fill_middle(rows, blocks_[b]);
    }
  });
  fill_rare(rows);
}

void CorpusIndex::fill_common(const SparseRows& rows, Block& block) const {
  constexpr double kWider = 1 + 1e-9; // more than the roundings of a sum of squares in double
  const std::size_t size = block.rows.size();
  block.common.resize(size * width_);
  block.scales.resize(size);
  block.norms.resize(size);
  for (std::size_t r = 0; r < size; ++r) {
    const auto columns = rows.columns_of(block.rows.begin + r);
    const auto weights =
        rows.weights_of(block.rows.begin + r).first(columns_below(columns, classes_.common));
    double square = 0;
    for (const float w : weights) {
      square += static_cast<double>(w) * static_cast<double>(w);
    }
    block.norms[r] = level_of(std::sqrt(square) * kWider);
    block.scales[r] = round_up_to_bytes(weights, columns.data(), block.common.data() + r * width_);
  }
}

void CorpusIndex::fill_middle(const SparseRows& rows, Block& block) const {
  block.first.assign(classes_.rare - classes_.common + 1, 0);
  const auto each = [&](auto&& visit) {
    for (std::size_t r = block.rows.begin; r < block.rows.end; ++r) {
      const auto columns = rows.columns_of(r);
      const auto weights = rows.weights_of(r);
      for (std::size_t i = columns_below(columns, classes_.common); i < columns.size(); ++i) {
        const auto column = static_cast<std::size_t>(columns[i]);
        if (column >= classes_.rare) {
          break;
        }
        visit(r - block.rows.begin, column - classes_.common, weights[i]);
      }
    }
  };
  each([&](std::size_t, std::size_t column, float) { ++block.first[column]; });
  counts_to_places(block.first);
  block.postings.resize(block.first.back());
  each([&](std::size_t row, std::size_t column, float weight) {
    block.postings[block.first[column]++] = {static_cast<std::uint16_t>(row),
                                             level_of(static_cast<double>(weight))};
  });
  // Every list's place has moved to its end, which is the start of the next.
  std::move_backward(block.first.begin(), block.first.end() - 1, block.first.end());
  block.first.front() = 0;
}

void CorpusIndex::fill_rare(const SparseRows& rows) {
  const std::size_t columns = rows.columns() - classes_.rare;
  rare_first_.assign(columns + 1, 0);
  // A task a range of columns; each walks all rows from their rarest feature.
  const auto each = [&](auto&& visit) {
    const std::size_t tasks = thread_count();
    parallel_for(tasks, 1, [&](std::size_t begin, std::size_t end) {
      const std::size_t from = classes_.rare + columns * begin / tasks;
      const std::size_t to = classes_.rare + columns * end / tasks;
      for (std::size_t r = part_.begin; r < part_.end && from < to; ++r) {
        const auto row_columns = rows.columns_of(r);
        const auto weights = rows.weights_of(r);
        for (std::size_t i = row_columns.size(); i-- > 0;) {
          const auto column = static_cast<std::size_t>(row_columns[i]);
          if (column < from) {
            break;
          }
          if (column < to) {
            visit(r - part_.begin, column - classes_.rare, weights[i]);
          }
        }
      }
    });
  };
  each([&](std::size_t, std::size_t column, float) { ++rare_first_[column]; });
  counts_to_places(rare_first_);
  rare_.resize(rare_first_.back());
  each([&](std::size_t row, std::size_t column, float weight) {
    rare_[rare_first_[column]++] = {static_cast<std::uint32_t>(row),
                                    level_of(static_cast<double>(weight))};
  });
  std::move_backward(rare_first_.begin(), rare_first_.end() - 1, rare_first_.end());
  rare_first_.front() = 0;
}

} // namespace refrain::detail
