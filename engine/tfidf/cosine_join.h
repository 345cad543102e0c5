#pragma once
/// @file
/// Exact cosine joins of sparse rows: the best n rows for each query, or all pairs from a threshold
/// on. Between sparse_rows.h and match.h, which joins the best n.
///
///     std::vector<CosinePair> best = top_n_join(rows, {0, q}, {q, n}, {.top = 10}, control);
///     std::vector<CosinePair> close = threshold_join(rows, 0.6, control);
///
/// The cosine of two rows is defined as the sum of the products of equal columns, ascending, in
/// double, and at most 1 (see cosine()). Everything returned carries that value, so the result is
/// the same for any thread count and equal, bit for bit, to comparing all pairs.
///
/// The top-n join sums up upper bounds in small integers, a block of rows at a time, from the lists
/// of all but the commonest features. Those are bounded by norms, then by bytes, and only a row
/// that can still reach the score needed is computed exactly. The threshold join indexes of each
/// row only what two rows that reach the threshold must share. Worst case of both (rows of common
/// features only, threshold near 0): that of all pairs. Source of the bounds by norms: Bayardo, Ma,
/// Srikant 2007; Anastasiu, Karypis 2014 (L2AP).

#include "refrain/core/cpu.h"
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
  InstructionSet instructions = detected_instruction_set(); ///< changes the time, nothing else
};

/// The cosine of two rows, as all joins define it. O(features of both).
[[nodiscard]] double cosine(const SparseRows& rows, std::size_t a, std::size_t b);

/// For each row a of `queries` the best rows b of `corpus`; a row may be in both ranges and then
/// finds itself.
/// @return  ordered by a, falling score, b
/// @throws InvalidArgument  when a range reaches beyond the rows; Cancelled
/// Memory: 4 bytes a feature (8 a rare one) and up to 256 bytes a row of a part of at most 262,144
/// rows of the corpus; 4 bytes a column for each thread; 16 bytes a match.
[[nodiscard]] std::vector<CosinePair> top_n_join(const SparseRows& rows, RowRange queries,
                                                 RowRange corpus, const TopNOptions& options,
                                                 const RunControl& control);

/// All pairs a < b with a cosine of at least `threshold`.
/// @param threshold  in (0, 1]
/// @return  ordered by a, then b
/// @throws InvalidArgument  when the threshold is not in (0, 1]; Cancelled
[[nodiscard]] std::vector<CosinePair> threshold_join(const SparseRows& rows, double threshold,
                                                     const RunControl& control);

} // namespace refrain
