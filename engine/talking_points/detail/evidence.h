#pragma once
/// @file
/// Where the corpus repeats itself: for every content word, how much of what stands around it is
/// said elsewhere too. Second step of talking_points/, between the text and the search for groups.
///
///     std::vector<Seed> seeds = find_seeds(text, repeated_evidence(text, 2, control));
///
/// Content words here are the tokens that weigh kLightestWord or more, in their order.
/// The evidence is word triples without order: three different content stems within six content
/// words of one unit, found in several documents. A triple survives inserted words, other endings
/// and swapped halves, and is far more telling than a pair. O(content words) but for stems of
/// millions of places; beside the result 5 bytes a content word, 64 MB, and up to 150 MB a thread.

#include "refrain/talking_points/detail/statement_text.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace refrain::points {

inline constexpr float kLightestWord = 1.0F; ///< lighter words are too common to tell anything

/// What is held at a time; no part of the result.
struct EvidenceLimits {
  std::size_t triples = 9U << 20; ///< a thread, 16 bytes each
  std::size_t places = 16U << 20; ///< of words, 4 bytes each; an eighth of them where that is more
};

/// @return  a number a content word: the sum over its repeated triples of spread times weight
[[nodiscard]] std::vector<std::uint32_t> repeated_evidence(const StatementText& text,
                                                           std::uint32_t min_documents,
                                                           const RunControl& control,
                                                           const EvidenceLimits& limits = {});

} // namespace refrain::points
