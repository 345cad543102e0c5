#pragma once
/// @file
/// How much each stem tells: its idf over units. Part of the first step of talking_points/.
///
///     text.weights = word_weights(text); // when all else is known
///
/// A letter that most people sign as it is makes its words no commoner: where a word stands in many
/// units and most of them say it between the same words, units that do so count as one. In a unit
/// with many common words these are compared alone: a template has other names in it each time.

#include "refrain/talking_points/detail/statement_text.h"

#include <vector>

namespace refrain::points {

/// @param text  all but its weights
/// @return      a number a stem, 0.3 to 7; 0 for function words
/// O(tokens); 2 to 4 bytes for each place of a word that stands in more than a tenth of all units.
[[nodiscard]] std::vector<float> word_weights(const StatementText& text);

} // namespace refrain::points
