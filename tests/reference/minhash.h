#pragma once
/// @file
/// MinHash as its definition says, one slot after the other.

#include "refrain/core/hash.h"
#include "refrain/core/types.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain::reference {

inline std::vector<Slot> minhash(std::span<const Shingle> shingles, std::uint32_t slots,
                                 std::uint64_t seed) {
  std::vector<Slot> signature;
  for (std::uint32_t j = 0; j < slots; ++j) {
    const std::uint64_t random = mix64(mix64(seed) + j);
    const std::uint64_t multiplier = (random % (1ULL << 32)) | 1;
    const std::uint64_t offset = random / (1ULL << 32);
    std::uint64_t best = (1ULL << 32) - 1;
    for (const Shingle shingle : shingles) {
      const std::uint64_t x = shingle / (1ULL << 32);
      const std::uint64_t value = (multiplier * x + offset) % (1ULL << 32);
      best = value < best ? value : best;
    }
    signature.push_back(static_cast<Slot>(best));
  }
  return signature;
}

} // namespace refrain::reference
