#pragma once
/// @file
/// xxh3-64 inlined for keys whose length class is known, equal to hash_bytes. For hot loops that
/// hash words by length class; all else calls core/hash.h.
///
///     std::uint64_t key = hash_of_length<4, 8>(p, n);   // 4 <= n <= 8
///
/// Quirk: everything here has internal linkage, so files compiled for one instruction set may
/// include it without leaking wide instructions into others.

#include <cstddef>
#include <cstdint>

// Long inputs are rare here, and where xxHash takes AVX2 for them it fixes an optimization level
// that keeps GCC from inlining the short ones. Values are the same.
#define XXH_VECTOR XXH_SCALAR
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace refrain::detail {
namespace {

/// xxh3-64 of `n` bytes, kLow <= n <= kHigh. The bounds remove xxHash's branches on the length.
template <std::size_t kLow, std::size_t kHigh>
[[gnu::always_inline, maybe_unused]] inline std::uint64_t hash_of_length(const void* p,
                                                                         std::size_t n) {
  if (n < kLow || n > kHigh) {
    __builtin_unreachable();
  }
  return XXH3_64bits(p, n);
}

} // namespace
} // namespace refrain::detail
