#pragma once
/// @file
/// Gives loosely reworded statements to the groups they belong to. Between grouping and labels.
///
///     attach_reworded(index, groups, control);
///
/// A unit that no group holds yet goes to the group whose label it shares the most evidence with:
/// the sum of the squared idf of the shared stems, times the root of their share in both (Dice).
/// Squares, because two rare words together tell far more than four common ones. Places of the
/// group itself do not count into the frequency of a stem: a word that hardly stands elsewhere
/// tells much, however often the group says it. On planted statements, wrong units a true one at
/// .25 of the reworded ones: .34; with the group counted and Dice as it is .72.

#include "refrain/talking_points/detail/grouping.h"

#include <vector>

namespace refrain::points {

void attach_reworded(const StatementIndex& index, std::vector<Group>& groups,
                     const RunControl& control);

} // namespace refrain::points
