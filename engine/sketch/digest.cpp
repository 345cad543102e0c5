#include "refrain/sketch/digest.h"

#include "refrain/core/error.h"
#include "refrain/core/portable_math.h"

#include <string>

namespace refrain {
namespace {

constexpr double kMaxLoss = 1e-6;

} // namespace

Digest make_digest(std::span<const Slot> signature) {
  if (signature.size() < kDigestSlots) {
    throw InvalidArgument("signature of a digest: expected at least " +
                          std::to_string(kDigestSlots) + " slots, found " +
                          std::to_string(signature.size()));
  }
  Digest digest;
  for (std::uint32_t j = 0; j < kDigestSlots; ++j) {
    // The low bits of a minimum depend on the low bits of the shingle alone, the same in every slot
    // that the shingle wins; the upper bits of a product depend on all.
    const std::uint32_t mixed = signature[j] * 0x9E3779B1U;
    digest.first |= static_cast<std::uint64_t>(mixed >> 31) << j;
    digest.second |= static_cast<std::uint64_t>((mixed >> 30) & 1) << j;
  }
  return digest;
}

double digest_loss(double jaccard, std::uint32_t max_differing) {
  const double differ = (1 - jaccard) * 0.75;
  double term = portable_pow(1 - differ, kDigestSlots); // chance of exactly d differing slots
  double kept = term;
  for (std::uint32_t d = 1; d <= max_differing; ++d) {
    term *= differ / (1 - differ) * static_cast<double>(kDigestSlots - d + 1) / d;
    kept += term;
  }
  return kept < 1 ? 1 - kept : 0;
}

DigestFilter::DigestFilter(double threshold) {
  max_differing_ = 0;
  while (max_differing_ < kDigestSlots && digest_loss(threshold, max_differing_) > kMaxLoss) {
    ++max_differing_;
  }
}

} // namespace refrain
