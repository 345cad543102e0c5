#pragma once
/// @file
/// Joins groups that say the same: what two seeds of one statement left apart. Between grouping and
/// attach.
///
///     merge_groups(text, groups, control); // best first
///
/// A group joins the best earlier group whose label agrees with its own. Only groups that were not
/// joined themselves take others, so labels at both ends of a chain never meet in one group.
/// O(groups times groups that share most of a label).

#include "refrain/talking_points/detail/grouping.h"

#include <vector>

namespace refrain::points {

/// @param groups  best first; keeps their order
void merge_groups(const StatementText& text, std::vector<Group>& groups, const RunControl& control);

} // namespace refrain::points
