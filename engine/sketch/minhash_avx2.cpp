#include "refrain/sketch/detail/minhash_kernels.h"

#include <immintrin.h>

namespace refrain::detail {
namespace {

__m256i load(const std::uint32_t* p) {
  return _mm256_load_si256(reinterpret_cast<const __m256i*>(p));
}

// Minima of up to 64 slots stay in 8 of the 16 registers; multipliers and offsets are operands in
// first-level cache, each loaded once for two shingles.
template <std::size_t kBlocks>
void run(const std::uint64_t* shingles, std::size_t shingle_count, const PermutationBlock* blocks,
         std::uint32_t* minima) {
  __m256i best[2 * kBlocks];
  for (__m256i& slots : best) {
    slots = _mm256_set1_epi32(-1);
  }
  std::size_t i = 0;
  for (; i + 2 <= shingle_count; i += 2) {
    const __m256i x = _mm256_set1_epi32(static_cast<int>(shingles[i] >> 32));
    const __m256i y = _mm256_set1_epi32(static_cast<int>(shingles[i + 1] >> 32));
    for (std::size_t v = 0; v < 2 * kBlocks; ++v) {
      const __m256i multipliers = load(blocks[v / 2].multipliers + v % 2 * 8);
      const __m256i offsets = load(blocks[v / 2].offsets + v % 2 * 8);
      const __m256i of_x = _mm256_add_epi32(_mm256_mullo_epi32(x, multipliers), offsets);
      const __m256i of_y = _mm256_add_epi32(_mm256_mullo_epi32(y, multipliers), offsets);
      best[v] = _mm256_min_epu32(best[v], _mm256_min_epu32(of_x, of_y));
    }
  }
  if (i < shingle_count) {
    const __m256i x = _mm256_set1_epi32(static_cast<int>(shingles[i] >> 32));
    for (std::size_t v = 0; v < 2 * kBlocks; ++v) {
      const __m256i multipliers = load(blocks[v / 2].multipliers + v % 2 * 8);
      const __m256i offsets = load(blocks[v / 2].offsets + v % 2 * 8);
      best[v] =
          _mm256_min_epu32(best[v], _mm256_add_epi32(_mm256_mullo_epi32(x, multipliers), offsets));
    }
  }
  for (std::size_t v = 0; v < 2 * kBlocks; ++v) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(minima + v * 8), best[v]);
  }
}

} // namespace

void minhash_avx2(const std::uint64_t* shingles, std::size_t shingle_count,
                  const PermutationBlock* blocks, std::size_t block_count, std::uint32_t* minima) {
  while (block_count > 0) {
    // Five blocks are cheaper as 3 + 2 than as 4 + 1: a single one waits for its own latency.
    const std::size_t now = block_count == 5 ? 3 : block_count < 4 ? block_count : 4;
    switch (now) {
    case 1:
      run<1>(shingles, shingle_count, blocks, minima);
      break;
    case 2:
      run<2>(shingles, shingle_count, blocks, minima);
      break;
    case 3:
      run<3>(shingles, shingle_count, blocks, minima);
      break;
    default:
      run<4>(shingles, shingle_count, blocks, minima);
      break;
    }
    blocks += now;
    minima += now * kBlockSlots;
    block_count -= now;
  }
}

} // namespace refrain::detail
