#pragma once
/// @file
/// The project's hashes: 64- and 128-bit xxh3 of bytes, and mixers of 64-bit words. The only module
/// that names xxHash.
///
/// Values are the same on every machine; golden tests hold them. No file that a run leaves behind
/// has one in it, so a later version may change them.

#include <cstdint>
#include <string_view>

namespace refrain {

/// xxh3-64 of the bytes.
[[nodiscard]] std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed = 0);

struct Hash128 {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  friend auto operator<=>(const Hash128&, const Hash128&) = default;
};

/// xxh3-128 of the bytes.
[[nodiscard]] Hash128 hash_bytes_128(std::string_view bytes, std::uint64_t seed = 0);

/// A bijection of 64-bit words whose output bits all depend on all input bits (SplitMix64's
/// finaliser). Source: Steele, Lea, Flood 2014.
[[nodiscard]] constexpr std::uint64_t mix64(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

} // namespace refrain
