#include "refrain/tfidf/cosine_join.h"

#include "refrain/core/error.h"
#include "refrain/core/parallel.h"
#include "refrain/tfidf/detail/block_index.h"
#include "refrain/tfidf/detail/scratch_pool.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>
#include <string>

namespace refrain {
namespace {

using detail::BlockIndex;
using detail::Posting;
using detail::PostingOrder;

constexpr std::size_t kBlockRows = std::size_t{1} << 15;
constexpr std::size_t kBlocksAtOnce = 8;
constexpr std::size_t kQueryGrain = 64;

/// Accumulators and norms are rounded to float: every bound gets this much room, so that rounding
/// can only cost time, never a row. A row of 10^4 features stays below 1e-3 of its own worst case.
constexpr double kSlack = 1.0 + 1e-4;
constexpr double kSlackAbsolute = 1e-5;

/// Keeps a product that underflows to 0 from looking unseen.
constexpr float kSeen = 1e-30F;

double widened(double bound) {
  return bound * kSlack + kSlackAbsolute;
}

double narrowed(double bound) {
  return std::max(0.0, bound / kSlack - kSlackAbsolute);
}

/// Cosines of one row with many: its weights spread over all columns.
class DenseRow {
public:
  explicit DenseRow(const SparseRows& rows) : rows_(rows), weights_(rows.columns(), 0.0F) {}

  void load(std::size_t row) {
    clear();
    row_ = row;
    loaded_ = true;
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
  void clear() {
    if (loaded_) {
      for (const std::int32_t c : rows_.columns_of(row_)) {
        weights_[static_cast<std::size_t>(c)] = 0;
      }
    }
  }

  const SparseRows& rows_;
  std::vector<float> weights_;
  std::size_t row_ = 0;
  bool loaded_ = false;
};

struct Scored {
  std::uint32_t row = 0;
  double score = 0;
};

bool better(const Scored& a, const Scored& b) {
  return a.score != b.score ? a.score > b.score : a.row < b.row;
}

/// The best n of what it has seen; a heap whose top is the worst of them.
class Best {
public:
  Best(std::size_t n, double threshold) : n_(n), threshold_(threshold) {}

  void add(const Scored& s) {
    if (s.score <= 0 || s.score < threshold_) {
      return;
    }
    if (heap_.size() < n_) {
      heap_.push_back(s);
      std::push_heap(heap_.begin(), heap_.end(), better);
    } else if (better(s, heap_.front())) {
      std::pop_heap(heap_.begin(), heap_.end(), better);
      heap_.back() = s;
      std::push_heap(heap_.begin(), heap_.end(), better);
    }
  }

  /// A row whose score is below this is not wanted.
  [[nodiscard]] double needed() const {
    return heap_.size() < n_ ? threshold_ : heap_.front().score;
  }

  [[nodiscard]] std::vector<Scored>& sorted() {
    std::sort_heap(heap_.begin(), heap_.end(), better);
    return heap_;
  }

private:
  std::size_t n_;
  double threshold_;
  std::vector<Scored> heap_;
};

/// The scratch of one thread: an accumulator a row of a block, 0 where nothing was seen.
class TopSearcher {
public:
  explicit TopSearcher(const SparseRows& rows)
      : rows_(rows), dense_(rows), sums_(kBlockRows, 0.0F),
        row_cost_(2 + 2 * rows.size() / std::max<std::size_t>(rows.rows(), 1)) {}

  void load(std::size_t query) {
    dense_.load(query);
    columns_ = rows_.columns_of(query);
    weights_ = rows_.weights_of(query);
    norms_.resize(columns_.size() + 1);
    double square = 0;
    norms_[0] = 0;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const auto w = static_cast<double>(weights_[i]);
      square += w * w;
      norms_[i + 1] = std::sqrt(square);
    }
  }

  /// Adds what a block holds of the best rows for the loaded query.
  void search(const BlockIndex& index, std::size_t top, Best& best) {
    double bar = best.needed();
    std::size_t work = 0;
    std::size_t work_at_bar = 0;
    std::size_t work_at_count = 0;
    std::size_t remaining = 0;
    for (const std::int32_t column : columns_) {
      remaining += index.postings(column).size();
    }
    std::size_t full = columns_.size(); // features from here on are summed up in full
    while (full > 0) {
      const auto postings = index.postings(columns_[full - 1]);
      // Before as much is read again as was read so far, find out how high the bar really is.
      if (seen_.size() >= top && work + postings.size() > 2 * work_at_bar) {
        bar = std::max(bar, reached(index, top));
        work_at_bar = work;
      }
      const bool unseen_wanted = widened(norms_[full]) >= bar;
      if (2 * work >= 3 * work_at_count &&
          (!unseen_wanted ||
           (postings.size() > kShortList &&
            wanted_postings(index, full, bar).size() * kSkipGain <= postings.size()))) {
        if (count_wanted(full, bar) * row_cost_ <= remaining) {
          break;
        }
        work_at_count = work;
      }
      remaining -= postings.size();
      work += postings.size();
      --full;
      accumulate(postings, weights_[full]);
    }
    // Rows that share only what is left can still be wanted when their own norm lies there too.
    for (std::size_t left = full; left > 0 && widened(norms_[left]) >= bar; --left) {
      for (const Posting& p : wanted_postings(index, left, bar)) {
        if (sums_[p.row] == 0) {
          sums_[p.row] = kSeen;
          seen_.push_back(p.row);
        }
      }
    }
    finish(index, full, bar, best);
  }

private:
  static constexpr std::size_t kShortList = 32;
  static constexpr std::size_t kSkipGain = 4;

  /// Of the rows that hold the query's feature left - 1 those that can reach the bar with what they
  /// share up to it.
  [[nodiscard]] std::span<const Posting> wanted_postings(const BlockIndex& index, std::size_t left,
                                                         double bar) const {
    const double norm = norms_[left] > 0 ? narrowed(bar) / norms_[left] : 0;
    return index.postings_from(columns_[left - 1], norm);
  }

  /// How many of the seen rows would have to be looked at again if summing stopped here. Summing on
  /// is often cheaper: it lowers this number, and a posting costs a nanosecond where a row costs
  /// many.
  [[nodiscard]] std::size_t count_wanted(std::size_t full, double bar) const {
    const auto least = static_cast<float>(bar - norms_[full]);
    return static_cast<std::size_t>(std::count_if(
        seen_.begin(), seen_.end(), [&](std::uint32_t r) { return sums_[r] >= least; }));
  }

  void accumulate(std::span<const Posting> postings, float weight) {
    for (const Posting& p : postings) {
      float& sum = sums_[p.row];
      if (sum == 0) {
        seen_.push_back(p.row);
      }
      sum += p.weight * weight + kSeen;
    }
  }

  /// A score that at least `top` of the seen rows reach: the least of those that look best so far.
  double reached(const BlockIndex& index, std::size_t top) {
    ranked_.clear();
    for (const std::uint32_t r : seen_) {
      ranked_.push_back({r, static_cast<double>(sums_[r])});
    }
    std::nth_element(ranked_.begin(), ranked_.begin() + static_cast<std::ptrdiff_t>(top - 1),
                     ranked_.end(), better);
    double least = 1;
    for (std::size_t i = 0; i < top; ++i) {
      least = std::min(least, dense_.cosine_with(index.block().begin + ranked_[i].row));
    }
    return least;
  }

  /// Computes the seen rows that can be among the best, the most promising first.
  void finish(const BlockIndex& index, std::size_t full, double bar, Best& best) {
    ranked_.clear();
    for (const std::uint32_t r : seen_) {
      double bound = static_cast<double>(sums_[r]);
      sums_[r] = 0;
      if (full > 0 && widened(bound + norms_[full]) >= bar) {
        bound += norms_[full] * index.norm_before(r, columns_[full - 1] + 1);
      }
      if (widened(bound) >= bar) {
        ranked_.push_back({r, bound});
      }
    }
    seen_.clear();
    std::sort(ranked_.begin(), ranked_.end(), better);
    for (const Scored& s : ranked_) {
      if (widened(s.score) < best.needed()) {
        break;
      }
      const std::size_t row = index.block().begin + s.row;
      best.add({static_cast<std::uint32_t>(row), dense_.cosine_with(row)});
    }
  }

  const SparseRows& rows_;
  DenseRow dense_;
  std::vector<float> sums_; ///< a row of a block; all 0 between searches
  std::vector<std::uint32_t> seen_;
  std::vector<Scored> ranked_;
  std::span<const std::int32_t> columns_;
  std::span<const float> weights_;
  std::size_t row_cost_;      ///< of computing a row, in postings read
  std::vector<double> norms_; ///< norms_[i]: l2 norm of the first i weights
};

/// Finds all later rows that reach the threshold. Rows are indexed without their commonest
/// features, as far as the norm of those stays below the threshold: two rows that reach it share
/// another one.
class PairSearcher {
public:
  explicit PairSearcher(const SparseRows& rows)
      : rows_(rows), dense_(rows), sums_(kBlockRows, 0.0F) {}

  void search(const BlockIndex& index, std::size_t row, double threshold,
              std::vector<CosinePair>& pairs) {
    const auto columns = rows_.columns_of(row);
    const auto weights = rows_.weights_of(row);
    const std::size_t stop = detail::indexed_from(weights, narrowed(threshold));
    for (std::size_t i = columns.size(); i-- > stop;) {
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
    for (const std::uint32_t r : seen_) {
      sums_[r] = 0;
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
  DenseRow dense_;
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

/// Indexes of blocks [begin, end), built in parallel.
std::vector<BlockIndex> index_blocks(const SparseRows& rows, std::span<const RowRange> blocks,
                                     double min_norm, PostingOrder order) {
  std::vector<BlockIndex> indexes(blocks.size());
  parallel_for(blocks.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t b = begin; b < end; ++b) {
      indexes[b] = BlockIndex(rows, blocks[b], min_norm, order);
    }
  });
  return indexes;
}

void check_range(const SparseRows& rows, RowRange range) {
  if (range.begin > range.end || range.end > rows.rows()) {
    throw InvalidArgument("expected a range of the " + std::to_string(rows.rows()) +
                          " rows, found " + std::to_string(range.begin) + " to " +
                          std::to_string(range.end));
  }
}

} // namespace

double cosine(const SparseRows& rows, std::size_t a, std::size_t b) {
  const auto ca = rows.columns_of(a);
  const auto cb = rows.columns_of(b);
  const auto wa = rows.weights_of(a);
  const auto wb = rows.weights_of(b);
  double sum = 0;
  for (std::size_t i = 0, j = 0; i < ca.size() && j < cb.size();) {
    if (ca[i] < cb[j]) {
      ++i;
    } else if (cb[j] < ca[i]) {
      ++j;
    } else {
      sum += static_cast<double>(wa[i++]) * static_cast<double>(wb[j++]);
    }
  }
  return std::min(sum, 1.0);
}

std::vector<CosinePair> top_n_join(const SparseRows& rows, RowRange queries, RowRange corpus,
                                   const TopNOptions& options, const RunControl& control) {
  check_range(rows, queries);
  check_range(rows, corpus);
  const std::size_t top = std::min<std::size_t>(options.top, corpus.size());
  std::vector<CosinePair> pairs;
  if (top == 0 || queries.size() == 0) {
    return pairs;
  }
  std::vector<Best> best(queries.size(), Best(top, options.threshold));
  detail::ScratchPool<TopSearcher> searchers([&] { return std::make_unique<TopSearcher>(rows); });
  const std::vector<RowRange> blocks = blocks_of(corpus);
  for (std::size_t b = 0; b < blocks.size(); b += kBlocksAtOnce) {
    const auto group = std::span(blocks).subspan(b, std::min(kBlocksAtOnce, blocks.size() - b));
    const std::vector<BlockIndex> indexes = index_blocks(rows, group, 0, PostingOrder::kPrefixNorm);
    parallel_for(queries.size(), kQueryGrain, [&](std::size_t begin, std::size_t end) {
      control.check();
      const auto scratch = searchers.borrow();
      TopSearcher& searcher = *scratch;
      for (std::size_t q = begin; q < end; ++q) {
        searcher.load(queries.begin + q);
        for (const BlockIndex& index : indexes) {
          searcher.search(index, top, best[q]);
        }
      }
    });
    control.report("match", std::min(b + group.size(), blocks.size()), blocks.size());
  }
  for (std::size_t q = 0; q < best.size(); ++q) {
    for (const Scored& s : best[q].sorted()) {
      pairs.push_back({static_cast<std::uint32_t>(queries.begin + q), s.row, s.score});
    }
  }
  return pairs;
}

std::vector<CosinePair> threshold_join(const SparseRows& rows, double threshold,
                                       const RunControl& control) {
  if (!(threshold > 0 && threshold <= 1)) {
    throw InvalidArgument("expected a cosine threshold in (0, 1], found " +
                          std::to_string(threshold));
  }
  std::vector<CosinePair> pairs;
  detail::ScratchPool<PairSearcher> searchers([&] { return std::make_unique<PairSearcher>(rows); });
  const std::vector<RowRange> blocks = blocks_of({0, rows.rows()});
  for (std::size_t b = 0; b < blocks.size(); b += kBlocksAtOnce) {
    const auto group = std::span(blocks).subspan(b, std::min(kBlocksAtOnce, blocks.size() - b));
    const std::vector<BlockIndex> indexes =
        index_blocks(rows, group, narrowed(threshold), PostingOrder::kRow);
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
