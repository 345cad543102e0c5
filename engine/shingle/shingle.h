#pragma once
/// @file
/// Shingles of a passage, and the exact similarity of two shingle sets. After text/ (token keys),
/// before sketch/ and verify/.
///
///     shingle(keys, 3, shingles);                  // in order of the text, repeats kept
///     make_shingle_set(shingles);                  // sorted, without repeats
///     Overlap o = overlap(set_a, set_b);  o.jaccard();
///
/// A shingle is 64 bits made of w consecutive token keys, and of their order. A passage of 1 to w-1
/// tokens has one shingle made of all of them; a passage without tokens has none.
///
/// Quirk: shingles are compared by their 64 bits alone. Among the 10^9 distinct shingles of ten
/// million passages, about 0.03 pairs are expected to share bits by accident.

#include "refrain/core/hash.h"
#include "refrain/core/types.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain {

/// Shingles of a sequence of `token_count` keys: token_count - w + 1, or 1 when it is shorter, or
/// 0.
[[nodiscard]] constexpr std::size_t shingle_count(std::size_t token_count, std::uint32_t w) {
  return token_count == 0 ? 0 : token_count < w ? 1 : token_count - w + 1;
}

/// Replaces `shingles` by the shingles of `keys`, in order, repeats kept.
///
/// Shingle i is a bijective mix of sum(keys[i + j] * C^(w - 1 - j)) mod 2^64: 64-bit arithmetic
/// alone, so the same bits on every machine. O(n), whatever w is.
/// @throws InvalidArgument  when w is 0
void shingle(std::span<const TokenKey> keys, std::uint32_t w, std::vector<Shingle>& shingles);

/// Sorts and drops repeats.
void make_shingle_set(std::vector<Shingle>& shingles);

/// 128-bit hash of a sequence of token keys: equal sequences are exact copies of one another.
[[nodiscard]] Hash128 hash_token_sequence(std::span<const TokenKey> keys);

/// What two sets share, in numbers of shingles.
struct Overlap {
  std::uint32_t size_a = 0;
  std::uint32_t size_b = 0;
  std::uint32_t shared = 0;

  /// Shared / all; 0 for two empty sets.
  [[nodiscard]] double jaccard() const {
    const std::uint32_t all = size_a + size_b - shared;
    return all == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(all);
  }
  /// Shared / smaller set; 0 when one is empty.
  [[nodiscard]] double containment() const {
    const std::uint32_t smaller = size_a < size_b ? size_a : size_b;
    return smaller == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(smaller);
  }
  friend bool operator==(const Overlap&, const Overlap&) = default;
};

/// Overlap of two sets as make_shingle_set() leaves them. O(size_a + size_b).
[[nodiscard]] Overlap overlap(std::span<const Shingle> a, std::span<const Shingle> b);

} // namespace refrain
