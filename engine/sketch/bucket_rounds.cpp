#include "refrain/sketch/detail/bucket_rounds.h"

#include "refrain/core/hash.h"

#include <algorithm>

namespace refrain::detail {
namespace {

constexpr std::uint32_t kRounds = 3; // 0, 1, 2 in the upper two bits; 3 marks a filled slot
constexpr Slot kEmpty = ~Slot{0};

} // namespace

void sketch_bucket_rounds(std::span<const Shingle> shingles, std::uint64_t seed,
                          std::span<Slot> signature) {
  std::fill(signature.begin(), signature.end(), kEmpty);
  if (shingles.empty()) {
    return;
  }
  const std::uint64_t slots = signature.size();
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    const std::uint64_t salt = mix64(seed + round);
    for (const Shingle shingle : shingles) {
      std::uint64_t x = (shingle ^ salt) * 0x9E3779B97F4A7C15ULL;
      x = (x ^ (x >> 32)) * 0xD6E8FEB86659FD93ULL;
      const auto bucket = static_cast<std::size_t>(((x >> 32) * slots) >> 32);
      const Slot bid = (round << 30) | (static_cast<Slot>(x) >> 2);
      signature[bucket] = std::min(signature[bucket], bid);
    }
    if (std::find(signature.begin(), signature.end(), kEmpty) == signature.end()) {
      return;
    }
  }
  for (std::size_t j = 0; j < signature.size(); ++j) {
    if (signature[j] != kEmpty) {
      continue;
    }
    const std::uint64_t random = mix64(mix64(seed) + j);
    const auto multiplier = static_cast<std::uint32_t>(random) | 1U;
    const auto offset = static_cast<std::uint32_t>(random >> 32);
    std::uint32_t best = ~std::uint32_t{0};
    for (const Shingle shingle : shingles) {
      best = std::min(best, multiplier * static_cast<std::uint32_t>(shingle >> 32) + offset);
    }
    signature[j] = (kRounds << 30) | (best >> 2);
  }
}

} // namespace refrain::detail
