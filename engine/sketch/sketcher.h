#pragma once
/// @file
/// Signatures of shingle sets, whose share of equal slots estimates Jaccard similarity. After
/// shingle/, before lsh/.
///
///     Sketcher sketcher(128, seed);
///     sketcher.sketch(shingles, signature);        // signature has sketcher.slots() slots
///
/// Slot j is the minimum of a_j * x + b_j mod 2^32 over the upper halves x of the shingles, a_j
/// odd: classic MinHash by affine permutations of 32-bit words.
///
/// Quirks: repeated shingles change nothing, so sets need not be made first. The signature of no
/// shingles is all ones. Every instruction set gives the same bits.

#include "refrain/core/types.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain {

/// Part of every stored signature: changes whenever the bits do.
inline constexpr int kSketchVersion = 1;

class Sketcher {
public:
  /// @throws InvalidArgument  when slots is 0 or above 65536
  Sketcher(std::uint32_t slots, std::uint64_t seed);

  [[nodiscard]] std::uint32_t slots() const { return slots_; }

  /// @param signature  slots() slots, overwritten
  /// O(slots * shingles), allocates nothing, thread-safe.
  void sketch(std::span<const Shingle> shingles, std::span<Slot> signature) const;

private:
  std::uint32_t slots_;
  std::vector<std::uint32_t> multipliers_;
  std::vector<std::uint32_t> offsets_;
};

/// Estimates the Jaccard similarity of two shingle sets from their signatures.
///
/// The share of equal slots; its standard error is about sqrt(J(1-J)/k): 0.035 at J = 0.8, k = 128.
/// @throws InvalidArgument  when the lengths differ or are 0
[[nodiscard]] double estimate_jaccard(std::span<const Slot> a, std::span<const Slot> b);

} // namespace refrain
