#pragma once
/// @file
/// Where the corpus repeats itself: for every token, how much of what stands around it is said
/// elsewhere too. Second step of talking_points/, between the text and the search for groups.
///
///     std::vector<std::uint32_t> support = repeated_evidence(text, 2, control);
///
/// The evidence is word triples without order: three different content stems within six content
/// words of one unit, found in several documents. A triple survives inserted words, other endings
/// and swapped halves, and is far more telling than a pair. O(content tokens) but for stems of
/// millions of places; beside the result 20 bytes a content token.

#include "refrain/talking_points/detail/statement_text.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace refrain::points {

/// @param most_triples  that a thread holds at a time, 16 bytes each
/// @return  a number a token: the sum over its repeated triples of spread times weight
[[nodiscard]] std::vector<std::uint32_t> repeated_evidence(const StatementText& text,
                                                           std::uint32_t min_documents,
                                                           const RunControl& control,
                                                           std::size_t most_triples = 9U << 20);

} // namespace refrain::points
