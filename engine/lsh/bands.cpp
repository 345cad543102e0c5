#include "refrain/lsh/bands.h"

#include "refrain/core/detail/expect.h"
#include "refrain/core/error.h"
#include "refrain/core/portable_math.h"

#include <algorithm>
#include <string>

namespace refrain {
namespace {

constexpr std::uint32_t kMostSlots = 65536;

// Fewest bands that reach the recall; above max_bands when that is not enough.
std::uint32_t bands_needed(double threshold, double recall, std::uint32_t rows,
                           std::uint32_t max_bands) {
  for (std::uint32_t bands = 1; bands <= max_bands; ++bands) {
    if (candidate_probability(threshold, {bands, rows}) >= recall) {
      return bands;
    }
  }
  return max_bands + 1;
}

} // namespace

double candidate_probability(double jaccard, const BandScheme& scheme) {
  const double band = portable_pow(jaccard, static_cast<double>(scheme.rows));
  return 1 - portable_pow(1 - band, static_cast<double>(scheme.bands));
}

BandScheme choose_bands(double threshold, double recall, std::uint32_t max_slots) {
  detail::expect("threshold", threshold, {.above = true, .low = 0, .high = 1});
  detail::expect("recall", recall, {.above = true, .low = 0, .high = 1});
  detail::expect("slots", max_slots, {.low = 1, .high = kMostSlots});
  // No scheme reaches a recall of 1 below a threshold of 1; a miss in a million stands for it.
  const double wished = std::min(recall, 1 - 1e-6);
  BandScheme best{max_slots, 1};
  for (std::uint32_t rows = 1; rows <= max_slots; ++rows) {
    const std::uint32_t bands = bands_needed(threshold, wished, rows, max_slots / rows);
    if (bands * rows > max_slots) {
      break;
    }
    best = {bands, rows};
  }
  return best;
}

void band_keys(std::span<const Slot> signature, const BandScheme& scheme,
               std::span<std::uint32_t> keys) {
  const std::size_t bands = scheme.bands;
  if (signature.size() < bands * scheme.rows || keys.size() != bands) {
    throw InvalidArgument("band keys: expected at least " + std::to_string(scheme.slots()) +
                          " slots and " + std::to_string(bands) + " keys, found " +
                          std::to_string(signature.size()) + " and " + std::to_string(keys.size()));
  }
  for (std::size_t b = 0; b < bands; ++b) {
    keys[b] = 0x9E3779B9U;
  }
  for (std::size_t r = 0; r < scheme.rows; ++r) {
    const Slot* row = signature.data() + r * bands;
    for (std::size_t b = 0; b < bands; ++b) {
      keys[b] = (keys[b] ^ row[b]) * 0x85EBCA6BU;
      keys[b] ^= keys[b] >> 15;
    }
  }
  for (std::size_t b = 0; b < bands; ++b) {
    keys[b] *= 0xC2B2AE35U;
    keys[b] ^= keys[b] >> 13;
  }
}

} // namespace refrain
