#include "refrain/sketch/detail/minhash_kernels.h"

namespace refrain::detail {

void minhash_scalar(const std::uint64_t* shingles, std::size_t shingle_count,
                    const PermutationBlock* blocks, std::size_t block_count,
                    std::uint32_t* minima) {
  for (std::size_t block = 0; block < block_count; ++block) {
    const PermutationBlock& permutations = blocks[block];
    std::uint32_t best[kBlockSlots];
    for (std::uint32_t& slot : best) {
      slot = 0xffffffffU;
    }
    for (std::size_t i = 0; i < shingle_count; ++i) {
      const auto x = static_cast<std::uint32_t>(shingles[i] >> 32);
      for (std::size_t j = 0; j < kBlockSlots; ++j) {
        const std::uint32_t value = permutations.multipliers[j] * x + permutations.offsets[j];
        best[j] = value < best[j] ? value : best[j];
      }
    }
    for (std::size_t j = 0; j < kBlockSlots; ++j) {
      minima[block * kBlockSlots + j] = best[j];
    }
  }
}

} // namespace refrain::detail
