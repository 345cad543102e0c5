#include "refrain/sketch/sketcher.h"

#include "refrain/core/error.h"
#include "refrain/core/hash.h"

#include <algorithm>
#include <string>

namespace refrain {

Sketcher::Sketcher(std::uint32_t slots, std::uint64_t seed) : slots_(slots) {
  if (slots == 0 || slots > 65536) {
    throw InvalidArgument("slots of a signature: expected 1 to 65536, found " +
                          std::to_string(slots));
  }
  multipliers_.resize(slots);
  offsets_.resize(slots);
  for (std::uint32_t j = 0; j < slots; ++j) {
    const std::uint64_t random = mix64(mix64(seed) + j);
    multipliers_[j] = static_cast<std::uint32_t>(random) | 1U;
    offsets_[j] = static_cast<std::uint32_t>(random >> 32);
  }
}

void Sketcher::sketch(std::span<const Shingle> shingles, std::span<Slot> signature) const {
  std::fill(signature.begin(), signature.end(), ~Slot{0});
  for (const Shingle shingle : shingles) {
    const auto x = static_cast<std::uint32_t>(shingle >> 32);
    for (std::uint32_t j = 0; j < slots_; ++j) {
      signature[j] = std::min(signature[j], multipliers_[j] * x + offsets_[j]);
    }
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
