#pragma once
/// @file
/// The contract of the MinHash kernels, one source file an instruction set. Included by files that
/// are compiled for one instruction set, so it holds no function that could leak from them.

#include <cstddef>
#include <cstdint>

namespace refrain::detail {

inline constexpr std::size_t kBlockSlots = 16;
inline constexpr std::size_t kMaxKernelBlocks = 8; ///< what AVX-512 holds in registers

/// The permutations of 16 slots: slot j maps x to multipliers[j] * x + offsets[j] mod 2^32.
struct alignas(64) PermutationBlock {
  std::uint32_t multipliers[kBlockSlots];
  std::uint32_t offsets[kBlockSlots];
};

/// Writes kBlockSlots * block_count minima over the upper halves of the shingles, all ones when
/// there are none. block_count is 1 to kMaxKernelBlocks.
using MinHashKernel = void (*)(const std::uint64_t* shingles, std::size_t shingle_count,
                               const PermutationBlock* blocks, std::size_t block_count,
                               std::uint32_t* minima);

void minhash_scalar(const std::uint64_t* shingles, std::size_t shingle_count,
                    const PermutationBlock* blocks, std::size_t block_count, std::uint32_t* minima);
#if defined(__x86_64__)
void minhash_avx2(const std::uint64_t* shingles, std::size_t shingle_count,
                  const PermutationBlock* blocks, std::size_t block_count, std::uint32_t* minima);
void minhash_avx512(const std::uint64_t* shingles, std::size_t shingle_count,
                    const PermutationBlock* blocks, std::size_t block_count, std::uint32_t* minima);
#elif defined(__aarch64__)
void minhash_neon(const std::uint64_t* shingles, std::size_t shingle_count,
                  const PermutationBlock* blocks, std::size_t block_count, std::uint32_t* minima);
#endif

} // namespace refrain::detail
