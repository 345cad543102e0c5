#pragma once
/// @file
/// Digests: 16 bytes of a signature that are kept when the signature is not, to drop most false
/// candidates before their texts are read again. After sketch/sketcher.h, used by lsh/buckets.h.
///
///     DigestFilter filter(0.7);
///     filter.passes(digest_a, digest_b);
///
/// Two bits of each of the first 64 slots: equal slots always agree, others one time in four, so
/// the expected share of agreeing slots is j + (1 - j) / 4. Source: Li, Koenig, b-Bit Minwise
/// Hashing, 2010.
///
/// Quirk: a filter loses fewer than one in 10^6 of the pairs at its threshold, and far fewer above.

#include "refrain/core/types.h"

#include <bit>
#include <cstdint>
#include <span>

namespace refrain {

inline constexpr std::uint32_t kDigestSlots = 64;

/// One bit of every slot in each word.
struct Digest {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  friend bool operator==(const Digest&, const Digest&) = default;
};

/// @param signature  at least kDigestSlots slots, of which the first are looked at
/// @throws InvalidArgument  when it has fewer
[[nodiscard]] Digest make_digest(std::span<const Slot> signature);

/// Slots in which the digests differ.
[[nodiscard]] inline std::uint32_t differing_slots(const Digest& a, const Digest& b) {
  return static_cast<std::uint32_t>(std::popcount((a.first ^ b.first) | (a.second ^ b.second)));
}

/// Chance that a pair of the given similarity differs in more than `max_differing` slots.
[[nodiscard]] double digest_loss(double jaccard, std::uint32_t max_differing);

class DigestFilter {
public:
  /// Passes everything.
  DigestFilter() = default;
  /// Passes pairs of similarity `threshold` and above but for fewer than one in 10^6.
  explicit DigestFilter(double threshold);

  [[nodiscard]] std::uint32_t max_differing() const { return max_differing_; }
  [[nodiscard]] bool passes(const Digest& a, const Digest& b) const {
    return differing_slots(a, b) <= max_differing_;
  }

private:
  std::uint32_t max_differing_ = kDigestSlots;
};

} // namespace refrain
