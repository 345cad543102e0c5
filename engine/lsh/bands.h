#pragma once
/// @file
/// Bands and rows of locality-sensitive hashing: how they are chosen, and the S-curve that says
/// what is found. After sketch/, before lsh/buckets.h.
///
///     const BandScheme scheme = choose_bands(0.7, 0.99, 128);
///     candidate_probability(0.7, scheme);          // >= 0.99
///     const Sketcher sketcher(scheme.slots(), seed);
///     ...                                          // signatures, as sketch/sketcher.h shows
///     std::vector<std::uint32_t> keys(scheme.bands);
///     band_keys(signature, scheme, keys);          // keys[b] is the bucket of band b
///
/// A band hashes `rows` slots to a key; passages that share a key in any of `bands` bands are
/// candidates: for a pair of similarity j the chance is 1 - (1 - j^rows)^bands.

#include "refrain/core/types.h"

#include <cstdint>
#include <span>

namespace refrain {

struct BandScheme {
  std::uint32_t bands = 0;
  std::uint32_t rows = 0;
  [[nodiscard]] std::uint32_t slots() const { return bands * rows; }
  friend bool operator==(const BandScheme&, const BandScheme&) = default;
};

/// Chance that a pair of the given Jaccard similarity shares a bucket. Source: Leskovec, Rajaraman,
/// Ullman, Mining of Massive Datasets, 3.4.
[[nodiscard]] double candidate_probability(double jaccard, const BandScheme& scheme);

/// The scheme of at most `max_slots` slots that finds pairs at the threshold with the target
/// recall. When none reaches it within max_slots, the one with the highest recall.
///
/// @throws InvalidArgument  when threshold or recall are not in (0, 1], or max_slots not in
///                          [1, 65536]
/// O(max_slots log(max_slots)) powers.
[[nodiscard]] BandScheme choose_bands(double threshold, double recall, std::uint32_t max_slots);

/// Hashes slots to band keys. Row r of band b is slot r * bands + b, so that all bands advance side
/// by side in vector registers.
/// @param signature  at least scheme.slots() slots; those beyond are not looked at
/// @param keys       scheme.bands keys, overwritten
/// @throws InvalidArgument  when there are fewer slots, or another number of keys
/// O(slots), allocates nothing, thread-safe.
void band_keys(std::span<const Slot> signature, const BandScheme& scheme,
               std::span<std::uint32_t> keys);

} // namespace refrain
