#pragma once
/// @file
/// Statements that are made twice in other words: pairs of windows that share rare words, but no
/// run of them. For corpora of a few documents, where a statement is seldom repeated often enough
/// to be found by its repeated words. Between grouping and merge.
///
///     pair_reworded(index, options, {}, groups, control);     // appends to groups
///
/// Every unit is compared with all units of other documents in its language that share two stems
/// with it, or a telling number. The windows that say what both share are cut out; a pair counts by
/// the squared idf of the stems in both, the rarest possible being 1, names and such numbers 2,
/// times their share in both clauses (Dice). Best pairs first, each word in one group at most.
///
/// O(sum over stems of squared frequencies), so only below kManyUnits units; does nothing above.

#include "refrain/talking_points/detail/grouping.h"

#include <vector>

namespace refrain::points {

/// @param dropped  groups whose places must not come back as a pair
/// @param groups   what they hold is taken; the pairs are added, best first
void pair_reworded(const StatementIndex& index, const GroupingOptions& options,
                   const std::vector<Group>& dropped, std::vector<Group>& groups,
                   const RunControl& control);

/// Squared idf of a stem that so many units hold; 1 for one that none holds.
[[nodiscard]] float squared_idf(const StatementText& text, std::uint32_t frequency);

/// Squared idf of every stem, the rarest possible being 1; 0 for function words.
[[nodiscard]] std::vector<float> evidence_of_stems(const StatementText& text);

/// evidence_of_stems() with names raised, stems that are written with a capital inside sentences,
/// and telling numbers. In a few documents every verb looks rare; these tell what is talked about.
[[nodiscard]] std::vector<float> evidence_of_names(const StatementText& text);

} // namespace refrain::points
