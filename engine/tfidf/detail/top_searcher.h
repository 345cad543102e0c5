#pragma once
/// @file
/// Searches a block of the corpus for what can be among the best rows for a query. Private to the
/// top-n join; one a thread.
///
/// Sums up the products of rare and middle features, bounds the common ones first by norms, then by
/// bytes, and computes the cosine of the rows that can still reach the score needed, the most
/// promising first.

#include "refrain/tfidf/detail/best_rows.h"
#include "refrain/tfidf/detail/bound_kernels.h"
#include "refrain/tfidf/detail/bounded_query.h"
#include "refrain/tfidf/detail/corpus_index.h"
#include "refrain/tfidf/detail/dense_row.h"
#include "refrain/tfidf/sparse_rows.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace refrain::detail {

class TopSearcher {
public:
  /// 6 bytes a row of a block, 4 bytes a column.
  TopSearcher(const SparseRows& rows, const BoundKernels& kernels);

  /// Offers `best` every row of block b that belongs there, and few others. Blocks of a part come
  /// in order.
  void search(const CorpusIndex& index, std::size_t b, BoundedQuery& query, BestRows& best);

private:
  void add_products(const CorpusIndex& index, std::size_t b, BoundedQuery& query);
  [[nodiscard]] double reached(RowRange block, const BestRows& best);
  void offer_all(RowRange block, BestRows& best);

  const BoundKernels& kernels_;
  DenseRow dense_;
  std::vector<std::uint16_t> sums_; ///< a row of a block; all 0 between searches
  std::vector<Candidate> candidates_;
  std::vector<double> scores_;
};

} // namespace refrain::detail
