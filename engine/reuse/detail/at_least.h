#pragma once
/// @file
/// The few of many numbers that reach a limit, for rewording.h: most sentences share nothing.

#include <cstddef>
#include <cstdint>
#include <span>

namespace refrain::reuse {

/// Calls `body(i)` for each i in ascending order where values[i] >= least. Numbers are looked at
/// sixteen at a time, which compilers turn into a few vector instructions. O(values).
///
/// Quirk: how many of the sixteen do is not counted. GCC 12 for arm64 adds up the masks of such a
/// loop, -1 each, as if they were 1.
template <typename Body>
void for_each_at_least(std::span<const float> values, float least, Body&& body) {
  constexpr std::size_t kBlock = 16;
  std::size_t i = 0;
  for (; i + kBlock <= values.size(); i += kBlock) {
    const float* const block = values.data() + i;
    std::uint32_t any = 0;
    for (std::size_t k = 0; k < kBlock; ++k) {
      any |= block[k] >= least ? 1U : 0U;
    }
    for (std::size_t k = 0; any != 0 && k < kBlock; ++k) {
      if (block[k] >= least) {
        body(i + k);
      }
    }
  }
  for (; i < values.size(); ++i) {
    if (values[i] >= least) {
      body(i);
    }
  }
}

} // namespace refrain::reuse
