#pragma once
/// @file
/// Measures of ranking, matching and grouping that the quality programs share. Each is the one of
/// its field, with its source, and is tested on cases worked out by hand.
///
///     average_precision(ranked);  b_cubed(found, truth).f1;
///
/// The measure of text alignment is in plagdet.h.

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace refrain::bench {

struct ScoredLabel {
  double score = 0;
  bool right = false;
};

/// Area under the precision-recall curve as a step function: the sum over distinct scores of
/// precision times gain in recall, so items of equal score count together and their order does not
/// matter. 0 when nothing is right.
[[nodiscard]] double average_precision(std::span<const ScoredLabel> items);

/// Normalised discounted cumulative gain of the first `depth` items: gains / log2(1 + rank),
/// divided by that of the best order of `all_gains`. 0 when all gains are 0.
/// Source: Jarvelin, Kekalainen 2002.
[[nodiscard]] double ndcg(std::span<const double> ranked_gains, std::span<const double> all_gains,
                          std::size_t depth);

struct PrecisionRecall {
  double precision = 0;
  double recall = 0;
  double f1 = 0; ///< harmonic mean; 0 when both are 0
};

/// B-cubed of two groupings of the same items: precision of an item is the share of its found group
/// that is in its true group, recall the reverse; both averaged over items. 1 for no items.
/// @param found,truth  a group number for each item; same length
/// Source: Bagga, Baldwin 1998.
[[nodiscard]] PrecisionRecall b_cubed(std::span<const std::uint32_t> found,
                                      std::span<const std::uint32_t> truth);

/// Adjusted Rand index: agreement on pairs of items beyond chance; 1 for equal groupings, about 0
/// for independent ones. Source: Hubert, Arabie 1985.
[[nodiscard]] double adjusted_rand_index(std::span<const std::uint32_t> found,
                                         std::span<const std::uint32_t> truth);

using ItemPair = std::pair<std::uint32_t, std::uint32_t>;

/// Found pairs against true pairs, both taken as sets of unordered pairs. Nothing found: precision
/// 1; nothing to find: recall 1.
[[nodiscard]] PrecisionRecall pair_scores(std::vector<ItemPair> found, std::vector<ItemPair> truth);

} // namespace refrain::bench
