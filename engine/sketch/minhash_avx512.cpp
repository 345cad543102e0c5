#include "refrain/sketch/detail/minhash_kernels.h"

#if defined(__GNUC__) && !defined(__clang__)
// GCC 12's own header passes an undefined vector to the builtin of _mm512_min_epu32.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>

namespace refrain::detail {
namespace {

// Minima, multipliers and offsets of all blocks stay in registers: 3 * 8 of the 32.
template <std::size_t kBlocks>
void run(const std::uint64_t* shingles, std::size_t shingle_count, const PermutationBlock* blocks,
         std::uint32_t* minima) {
  __m512i best[kBlocks];
  __m512i multipliers[kBlocks];
  __m512i offsets[kBlocks];
  for (std::size_t b = 0; b < kBlocks; ++b) {
    best[b] = _mm512_set1_epi32(-1);
    multipliers[b] = _mm512_load_si512(blocks[b].multipliers);
    offsets[b] = _mm512_load_si512(blocks[b].offsets);
  }
  for (std::size_t i = 0; i < shingle_count; ++i) {
    const __m512i x = _mm512_set1_epi32(static_cast<int>(shingles[i] >> 32));
    for (std::size_t b = 0; b < kBlocks; ++b) {
      const __m512i value = _mm512_add_epi32(_mm512_mullo_epi32(x, multipliers[b]), offsets[b]);
      best[b] = _mm512_min_epu32(best[b], value);
    }
  }
  for (std::size_t b = 0; b < kBlocks; ++b) {
    _mm512_storeu_si512(minima + b * kBlockSlots, best[b]);
  }
}

} // namespace

void minhash_avx512(const std::uint64_t* shingles, std::size_t shingle_count,
                    const PermutationBlock* blocks, std::size_t block_count,
                    std::uint32_t* minima) {
  switch (block_count) {
  case 1:
    return run<1>(shingles, shingle_count, blocks, minima);
  case 2:
    return run<2>(shingles, shingle_count, blocks, minima);
  case 3:
    return run<3>(shingles, shingle_count, blocks, minima);
  case 4:
    return run<4>(shingles, shingle_count, blocks, minima);
  case 5:
    return run<5>(shingles, shingle_count, blocks, minima);
  case 6:
    return run<6>(shingles, shingle_count, blocks, minima);
  case 7:
    return run<7>(shingles, shingle_count, blocks, minima);
  default:
    return run<8>(shingles, shingle_count, blocks, minima);
  }
}

} // namespace refrain::detail
