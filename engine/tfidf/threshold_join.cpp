#include "refrain/core/detail/expect.h"
#include "refrain/core/parallel.h"
#include "refrain/core/scratch_pool.h"
#include "refrain/tfidf/cosine_join.h"
#include "refrain/tfidf/detail/block_index.h"
#include "refrain/tfidf/detail/dense_row.h"

#include <algorithm>
#include <memory>
#include <span>

namespace refrain {
namespace {

using detail::BlockIndex;
using detail::Posting;

constexpr std::size_t kBlockRows = std::size_t{1} << 15;
constexpr std::size_t kBlocksAtOnce = 8;
constexpr std::size_t kQueryGrain = 64;

/// Accumulators and norms are rounded to float: every bound gets this much room, so that rounding
/// can only cost time, never a row. A row of 10^4 features stays below 1e-3 of its own worst case.
constexpr double kSlack = 1.0 + 1e-4;
constexpr double kSlackAbsolute = 1e-5;

/// Keeps a product that underflows to 0 from looking unseen.
constexpr float kSeen = 1e-30F;

double narrowed(double bound) {
  return std::max(0.0, bound / kSlack - kSlackAbsolute);
}

/// Finds all later rows that reach the threshold. Rows are indexed without their commonest
/// features, as far as the norm of those stays below the threshold: two rows that reach it share
/// another one. What a sum over the others can lack lies left of the later of the two rows' starts,
/// so it is at most the norm of what that row leaves out.
class PairSearcher {
public:
  explicit PairSearcher(const SparseRows& rows)
      : rows_(rows), dense_(rows), sums_(kBlockRows, 0.0F) {}

  void search(const BlockIndex& index, std::size_t row, double threshold,
              std::vector<CosinePair>& pairs) {
    const auto columns = rows_.columns_of(row);
    const auto weights = rows_.weights_of(row);
    const detail::LeftOut out = detail::left_out(weights, narrowed(threshold));
    for (std::size_t i = columns.size(); i-- > out.features;) {
      auto postings = index.postings(columns[i]);
      if (row >= index.block().begin) {
        const auto later =
            std::upper_bound(postings.begin(), postings.end(), row - index.block().begin,
                             [](std::size_t r, const Posting& p) { return r < p.row; });
        postings = postings.subspan(static_cast<std::size_t>(later - postings.begin()));
      }
      for (const Posting& p : postings) {
        float& sum = sums_[p.row];
        if (sum == 0) {
          seen_.push_back(p.row);
        }
        sum += p.weight * weights[i] + kSeen;
      }
    }
    if (seen_.empty()) {
      return;
    }
    dense_.load(row);
    const std::size_t first = pairs.size();
    const auto own = static_cast<float>(out.norm);
    const auto needed = static_cast<float>(narrowed(threshold));
    for (const std::uint32_t r : seen_) {
      const float bound = sums_[r] + std::max(own, index.left_out(r));
      sums_[r] = 0;
      if (bound < needed) {
        continue;
      }
      const std::size_t other = index.block().begin + r;
      const double score = dense_.cosine_with(other);
      if (score >= threshold) {
        pairs.push_back(
            {static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(other), score});
      }
    }
    seen_.clear();
    std::sort(pairs.begin() + static_cast<std::ptrdiff_t>(first), pairs.end());
  }

private:
  const SparseRows& rows_;
  detail::DenseRow dense_;
  std::vector<float> sums_; ///< a row of a block; all 0 between searches
  std::vector<std::uint32_t> seen_;
};

/// Splits a range of rows into blocks; the last may be shorter.
std::vector<RowRange> blocks_of(RowRange range) {
  std::vector<RowRange> blocks;
  for (std::size_t b = range.begin; b < range.end; b += kBlockRows) {
    blocks.push_back({b, std::min(range.end, b + kBlockRows)});
  }
  return blocks;
}

/// Indexes of blocks, built in parallel.
std::vector<BlockIndex> index_blocks(const SparseRows& rows, std::span<const RowRange> blocks,
                                     double min_norm) {
  std::vector<BlockIndex> indexes(blocks.size());
  parallel_for(blocks.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t b = begin; b < end; ++b) {
      indexes[b] = BlockIndex(rows, blocks[b], min_norm);
    }
  });
  return indexes;
}

} // namespace

std::vector<CosinePair> threshold_join(const SparseRows& rows, double threshold,
                                       const RunControl& control) {
  detail::expect("cosine threshold", threshold, {.above = true, .low = 0, .high = 1});
  std::vector<CosinePair> pairs;
  ScratchPool<PairSearcher> searchers([&] { return std::make_unique<PairSearcher>(rows); });
  const std::vector<RowRange> blocks = blocks_of({0, rows.rows()});
  for (std::size_t b = 0; b < blocks.size(); b += kBlocksAtOnce) {
    const auto group = std::span(blocks).subspan(b, std::min(kBlocksAtOnce, blocks.size() - b));
    const std::vector<BlockIndex> indexes = index_blocks(rows, group, narrowed(threshold));
    const std::size_t queries = group.back().end;
    std::vector<std::vector<CosinePair>> found((queries + kQueryGrain - 1) / kQueryGrain);
    parallel_for(found.size(), 1, [&](std::size_t begin, std::size_t end) {
      control.check();
      const auto scratch = searchers.borrow();
      for (std::size_t piece = begin; piece < end; ++piece) {
        const std::size_t stop = std::min(queries, (piece + 1) * kQueryGrain);
        for (std::size_t row = piece * kQueryGrain; row < stop; ++row) {
          for (const BlockIndex& index : indexes) {
            if (index.block().end > row) {
              (*scratch).search(index, row, threshold, found[piece]);
            }
          }
        }
      }
    });
    for (const auto& piece : found) {
      pairs.insert(pairs.end(), piece.begin(), piece.end());
    }
    control.report("join", std::min(b + group.size(), blocks.size()), blocks.size());
  }
  if (blocks.size() > kBlocksAtOnce) {
    std::sort(pairs.begin(), pairs.end());
  }
  return pairs;
}

} // namespace refrain
