#include "refrain/sketch/detail/minhash_kernels.h"

#include <arm_neon.h>

namespace refrain::detail {
namespace {

// Minima of up to 32 slots stay in 8 of the 32 registers, their permutations in 16 more.
template <std::size_t kBlocks>
void run(const std::uint64_t* shingles, std::size_t shingle_count, const PermutationBlock* blocks,
         std::uint32_t* minima) {
  constexpr std::size_t kVectors = 4 * kBlocks;
  uint32x4_t best[kVectors];
  uint32x4_t multipliers[kVectors];
  uint32x4_t offsets[kVectors];
  for (std::size_t v = 0; v < kVectors; ++v) {
    best[v] = vdupq_n_u32(0xffffffffU);
    multipliers[v] = vld1q_u32(blocks[v / 4].multipliers + v % 4 * 4);
    offsets[v] = vld1q_u32(blocks[v / 4].offsets + v % 4 * 4);
  }
  for (std::size_t i = 0; i < shingle_count; ++i) {
    const uint32x4_t x = vdupq_n_u32(static_cast<std::uint32_t>(shingles[i] >> 32));
    for (std::size_t v = 0; v < kVectors; ++v) {
      best[v] = vminq_u32(best[v], vmlaq_u32(offsets[v], x, multipliers[v]));
    }
  }
  for (std::size_t v = 0; v < kVectors; ++v) {
    vst1q_u32(minima + v * 4, best[v]);
  }
}

} // namespace

void minhash_neon(const std::uint64_t* shingles, std::size_t shingle_count,
                  const PermutationBlock* blocks, std::size_t block_count, std::uint32_t* minima) {
  for (; block_count >= 2; block_count -= 2, blocks += 2, minima += 2 * kBlockSlots) {
    run<2>(shingles, shingle_count, blocks, minima);
  }
  if (block_count == 1) {
    run<1>(shingles, shingle_count, blocks, minima);
  }
}

} // namespace refrain::detail
