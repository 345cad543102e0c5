#pragma once
/// @file
/// Weights rounded up to bytes with one scale: what the common columns are bounded by.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace refrain::detail {

inline constexpr float kMostByte = 127; ///< so that two products fit 16 bits with a sign

/// Writes bytes[columns[i]] so that weights[i] <= byte * scale; a weight of 0 leaves its byte as it
/// is, no other becomes 0.
/// @return  the scale
template <class Byte>
float round_up_to_bytes(std::span<const float> weights, const std::int32_t* columns, Byte* bytes) {
  constexpr double kWider = 1 + 1e-6; // more than the float roundings below
  constexpr float kLeast = 1e-30F;    // keeps scales above 0
  float largest = kLeast;
  for (const float w : weights) {
    largest = std::max(largest, w);
  }
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] > 0) {
      const float level = weights[i] / largest * kMostByte;
      bytes[columns[i]] = static_cast<Byte>(std::min(std::trunc(level) + 1, kMostByte));
    }
  }
  return static_cast<float>(static_cast<double>(largest) / kMostByte * kWider);
}

} // namespace refrain::detail
