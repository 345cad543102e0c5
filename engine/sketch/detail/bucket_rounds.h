#pragma once
/// @file
/// The variance-reduced kind of signature, by rounds of buckets.

#include "refrain/core/types.h"

#include <cstdint>
#include <span>

namespace refrain::detail {

/// Fast similarity sketching in short: in each of three rounds every shingle falls into one bucket
/// and bids for its slot; a bid of an earlier round wins; slots still empty then take a minimum
/// over all shingles. Slots are dependent, so that errors partly cancel.
///
/// @param signature  any number of slots, overwritten
/// Source: Dahlgaard, Knudsen, Thorup 2017.
void sketch_bucket_rounds(std::span<const Shingle> shingles, std::uint64_t seed,
                          std::span<Slot> signature);

} // namespace refrain::detail
