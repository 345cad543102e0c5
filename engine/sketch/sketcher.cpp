#include "refrain/sketch/sketcher.h"

#include "refrain/core/error.h"
#include "refrain/core/hash.h"
#include "refrain/sketch/detail/bucket_rounds.h"
#include "refrain/sketch/detail/minhash_kernels.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace refrain {
namespace {

detail::MinHashKernel kernel_for(InstructionSet instructions) {
  const auto available = available_instruction_sets();
  if (std::find(available.begin(), available.end(), instructions) == available.end()) {
    throw InvalidArgument("instruction set: this machine lacks " +
                          std::string(to_string(instructions)));
  }
  switch (instructions) {
#if defined(__x86_64__)
  case InstructionSet::kAvx512:
    return detail::minhash_avx512;
  case InstructionSet::kAvx2:
    return detail::minhash_avx2;
#elif defined(__aarch64__)
  case InstructionSet::kNeon:
    return detail::minhash_neon;
#endif
  default:
    return detail::minhash_scalar;
  }
}

} // namespace

struct Sketcher::MinHash {
  detail::MinHashKernel kernel = detail::minhash_scalar;
  std::vector<detail::PermutationBlock> blocks;
};

Sketcher::Sketcher(std::uint32_t slots, std::uint64_t seed, SketchKind kind,
                   InstructionSet instructions)
    : slots_(slots), seed_(seed), kind_(kind), minhash_(std::make_unique<MinHash>()) {
  if (slots == 0 || slots > 65536) {
    throw InvalidArgument("slots of a signature: expected 1 to 65536, found " +
                          std::to_string(slots));
  }
  minhash_->kernel = kernel_for(instructions);
  minhash_->blocks.resize((slots + detail::kBlockSlots - 1) / detail::kBlockSlots);
  // The last block is filled up, so that a slot's permutation depends on its number alone.
  for (std::size_t j = 0; j < minhash_->blocks.size() * detail::kBlockSlots; ++j) {
    detail::PermutationBlock& block = minhash_->blocks[j / detail::kBlockSlots];
    const std::uint64_t random = mix64(mix64(seed) + j);
    block.multipliers[j % detail::kBlockSlots] = static_cast<std::uint32_t>(random) | 1U;
    block.offsets[j % detail::kBlockSlots] = static_cast<std::uint32_t>(random >> 32);
  }
}

Sketcher::~Sketcher() = default;
Sketcher::Sketcher(Sketcher&&) noexcept = default;
Sketcher& Sketcher::operator=(Sketcher&&) noexcept = default;

void Sketcher::sketch(std::span<const Shingle> shingles, std::span<Slot> signature) const {
  if (signature.size() != slots_) {
    throw InvalidArgument("signature: expected " + std::to_string(slots_) + " slots, found " +
                          std::to_string(signature.size()));
  }
  if (kind_ == SketchKind::kBucketRounds) {
    detail::sketch_bucket_rounds(shingles, seed_, signature);
    return;
  }
  const std::vector<detail::PermutationBlock>& blocks = minhash_->blocks;
  alignas(64) std::array<Slot, detail::kMaxKernelBlocks * detail::kBlockSlots> minima;
  for (std::size_t first = 0; first < blocks.size(); first += detail::kMaxKernelBlocks) {
    const std::size_t count = std::min(detail::kMaxKernelBlocks, blocks.size() - first);
    minhash_->kernel(shingles.data(), shingles.size(), blocks.data() + first, count, minima.data());
    const std::size_t begin = first * detail::kBlockSlots;
    const std::size_t size = std::min(count * detail::kBlockSlots, slots_ - begin);
    std::copy_n(minima.begin(), size, signature.begin() + static_cast<std::ptrdiff_t>(begin));
  }
}

double estimate_jaccard(std::span<const Slot> a, std::span<const Slot> b) {
  if (a.size() != b.size() || a.empty()) {
    throw InvalidArgument("signatures to compare: expected equal lengths above 0, found " +
                          std::to_string(a.size()) + " and " + std::to_string(b.size()));
  }
  std::size_t equal = 0;
  for (std::size_t j = 0; j < a.size(); ++j) {
    equal += static_cast<std::size_t>(a[j] == b[j]);
  }
  return static_cast<double>(equal) / static_cast<double>(a.size());
}

} // namespace refrain
