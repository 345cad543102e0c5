#include "refrain/core/error.h"
#include "refrain/core/parallel.h"
#include "refrain/core/scratch_pool.h"
#include "refrain/tfidf/cosine_join.h"
#include "refrain/tfidf/detail/best_rows.h"
#include "refrain/tfidf/detail/bound_kernels.h"
#include "refrain/tfidf/detail/bounded_query.h"
#include "refrain/tfidf/detail/corpus_index.h"
#include "refrain/tfidf/detail/top_searcher.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace refrain {
namespace {

/// Rows that are indexed at a time.
constexpr std::size_t kPartRows = std::size_t{1} << 18;

/// Queries that are searched in a block before the next block: its lists stay in cache for them.
constexpr std::size_t kTileQueries = 32;

void check_range(const SparseRows& rows, RowRange range) {
  if (range.begin > range.end || range.end > rows.rows()) {
    throw InvalidArgument("expected a range of the " + std::to_string(rows.rows()) +
                          " rows, found " + std::to_string(range.begin) + " to " +
                          std::to_string(range.end));
  }
}

/// The scratch of one thread.
struct Scratch {
  Scratch(const SparseRows& rows, const detail::BoundKernels& kernels)
      : searcher(rows, kernels), queries(kTileQueries) {}
  detail::TopSearcher searcher;
  std::vector<detail::BoundedQuery> queries;
};

} // namespace

std::vector<CosinePair> top_n_join(const SparseRows& rows, RowRange queries, RowRange corpus,
                                   const TopNOptions& options, const RunControl& control) {
  check_range(rows, queries);
  check_range(rows, corpus);
  const std::size_t top = std::min<std::size_t>(options.top, corpus.size());
  std::vector<CosinePair> pairs;
  if (top == 0 || queries.size() == 0) {
    return pairs;
  }
  std::vector<detail::BestRows> best(queries.size(), detail::BestRows(top, options.threshold));
  const detail::BoundKernels& kernels = detail::bound_kernels(options.instructions);
  ScratchPool<Scratch> pool([&] { return std::make_unique<Scratch>(rows, kernels); });
  const detail::ColumnClasses classes = detail::classify_columns(rows);
  for (std::size_t begin = corpus.begin; begin < corpus.end; begin += kPartRows) {
    const RowRange part{begin, std::min(corpus.end, begin + kPartRows)};
    const detail::CorpusIndex index(rows, part, classes);
    parallel_for(queries.size(), kTileQueries, [&](std::size_t from, std::size_t to) {
      control.check();
      const auto loan = pool.borrow();
      Scratch& scratch = *loan;
      for (std::size_t q = from; q < to; ++q) {
        scratch.queries[q - from].load(rows, queries.begin + q, classes, index);
      }
      for (std::size_t b = 0; b < index.blocks(); ++b) {
        for (std::size_t q = from; q < to; ++q) {
          scratch.searcher.search(index, b, scratch.queries[q - from], best[q]);
        }
      }
    });
    control.report("match", part.end - corpus.begin, corpus.size());
  }
  for (std::size_t q = 0; q < best.size(); ++q) {
    for (const detail::ScoredRow& s : best[q].sorted()) {
      pairs.push_back({static_cast<std::uint32_t>(queries.begin + q), s.row, s.score});
    }
  }
  return pairs;
}

} // namespace refrain
