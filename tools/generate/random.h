#pragma once
/// @file
/// A small counter-based random source: the numbers of record i depend on (seed, i) alone, so any
/// record can be made again without those before it.

#include "refrain/core/hash.h"

#include <cstdint>

namespace refrain::generate {

class Random {
public:
  Random(std::uint64_t seed, std::uint64_t stream) : state_(mix64(seed ^ mix64(stream))) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    return mix64(state_);
  }
  /// Uniform in [0, n); n > 0.
  std::uint64_t below(std::uint64_t n) {
    // The bias of a plain remainder is below 2^-32 for all n used here.
    return (next() >> 8) % n;
  }
  /// Uniform in [0, 1).
  double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }

private:
  std::uint64_t state_;
};

} // namespace refrain::generate
