#pragma once
/// @file
/// Ranges of words in two documents that belong together: what the steps of the aligner pass on.

#include <cstdint>
#include <vector>

namespace refrain::reuse {

struct WordSpan {
  std::uint32_t a_begin = 0;
  std::uint32_t a_end = 0;
  std::uint32_t b_begin = 0;
  std::uint32_t b_end = 0;
  std::uint32_t matched = 0; ///< words that align
  double weight = 0;         ///< of the words that align
  std::uint32_t longest = 0; ///< most words of an exact run in it
};

/// Joins spans that touch on both sides, words up to `near` apart, to the one around them, until
/// none do. They stay in the order of their first parts. O(n log n) where few overlap.
void join_touching(std::vector<WordSpan>& spans, std::uint32_t near);

} // namespace refrain::reuse
