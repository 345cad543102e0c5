#pragma once
/// @file
/// Scores reuse spans against the cases of PAN 2013, pair by pair, so that they add up to kinds and
/// to folds.
///
///     std::vector<PlagdetCounts> counts = score_pairs(pan, spans);   // one for each of pan.pairs
///     if (fold_of(pan.pairs[i]) == 0) { ... }

#include "refrain/reuse/reuse_span.h"

#include "bench/quality/pan13_corpus.h"
#include "bench/quality/plagdet.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain::bench {

inline constexpr std::uint32_t kFolds = 5;

/// The fold of a pair: by the number of its suspicious document, so that no such document is on
/// both sides of a split.
[[nodiscard]] std::uint32_t fold_of(const Pan13Pair& pair);

/// @param spans  ordered or not; a is the suspicious document
[[nodiscard]] std::vector<PlagdetCounts> score_pairs(const Pan13& pan,
                                                     std::span<const ReuseSpan> spans);

struct MeanSpread {
  double mean = 0;
  double spread = 0; ///< standard deviation, n - 1
};
[[nodiscard]] MeanSpread mean_spread(std::span<const double> values);

} // namespace refrain::bench
