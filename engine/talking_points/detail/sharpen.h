#pragma once
/// @file
/// What the groups of a small corpus need before they are read: there a statement is made once or
/// twice, mostly in other words, so that chance and repeated names are many. After attach, before
/// ranking; does nothing from kManyUnits units on.
///
///     sharpen_groups(text, evidence, 2, groups, control); // best first
///
/// Every group is labelled by the clause that agrees most with those of the other voices, unless
/// two documents repeat the words of its label. What does not agree with the label then is dropped,
/// and so is a group that is left in too few documents. Of two groups that are found in the same
/// sentences of the same two documents, the better is kept, with the other places of the second
/// that agree. O(sum of squared places of a group), and O(groups times groups in one sentence).

#include "refrain/talking_points/detail/grouping.h"

#include <vector>

namespace refrain::points {

/// @param evidence  a number a stem, as of evidence_of_names()
/// @param groups    best first; keeps their order
void sharpen_groups(const StatementText& text, const std::vector<float>& evidence,
                    std::uint32_t min_documents, std::vector<Group>& groups,
                    const RunControl& control);

} // namespace refrain::points
