#pragma once
/// @file
/// Radix sort of packed (key, passage) words: the grouping step of a band.

#include <cstdint>
#include <vector>

namespace refrain::detail {

/// Sorts by the upper 32 bits, stably. O(n), uses a second array of n words while it runs.
void sort_by_high_half(std::vector<std::uint64_t>& words);

} // namespace refrain::detail
