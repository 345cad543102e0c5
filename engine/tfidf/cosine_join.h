#pragma once
/// @file
/// Exact cosine joins of sparse rows: the best n rows for each query, or all pairs from a threshold
/// on. Between sparse_rows.h and match.h, talking_points/.
///
///     std::vector<CosinePair> best = top_n_join(rows, {0, q}, {q, n}, {.top = 10}, control);
///     std::vector<CosinePair> close = threshold_join(rows, 0.6, control);
///
/// The cosine of two rows is defined as the sum of the products of equal columns, ascending, in
/// double, and at most 1 (see cosine()). Everything returned carries that value, so the result is
/// the same for any thread count and equal, bit for bit, to comparing all pairs.
///
/// Both joins walk an inverted index from the rarest feature of a row to its commonest and stop as
/// soon as the l2 norm of what is left cannot lift an unseen row to the score it needs; seen rows
/// are bounded by their own remaining norm and then computed exactly. Common features are thus
/// seldom read. Worst case (rows of common features only, threshold near 0) is that of all pairs.
/// Source: Bayardo, Ma, Srikant 2007; Anastasiu, Karypis 2014 (L2AP).

#include "refrain/core/run_control.h"
#include "refrain/tfidf/sparse_rows.h"

#include <compare>
#include <cstdint>
#include <vector>

namespace refrain {

struct CosinePair {
  std::uint32_t a = 0; ///< row
  std::uint32_t b = 0; ///< row
  double score = 0;    ///< in (0, 1]
  friend auto operator<=>(const CosinePair&, const CosinePair&) = default;
};

struct TopNOptions {
  std::uint32_t top = 10;
  double threshold = 0; ///< scores must be above 0 and at least this
};

/// The cosine of two rows, as all joins define it. O(features of both).
[[nodiscard]] double cosine(const SparseRows& rows, std::size_t a, std::size_t b);

/// For each row a of `queries` the best rows b of `corpus`; a row may be in both ranges and then
/// finds itself.
/// @return  ordered by a, falling score, b
/// Memory: 8 bytes a feature of a part of the corpus, 4 bytes a row of that part for each thread.
[[nodiscard]] std::vector<CosinePair> top_n_join(const SparseRows& rows, RowRange queries,
                                                 RowRange corpus, const TopNOptions& options,
                                                 const RunControl& control);

/// All pairs a < b with a cosine of at least `threshold`.
/// @param threshold  in (0, 1]
/// @return  ordered by a, then b
[[nodiscard]] std::vector<CosinePair> threshold_join(const SparseRows& rows, double threshold,
                                                     const RunControl& control);

} // namespace refrain
