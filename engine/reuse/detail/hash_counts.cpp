#include "refrain/reuse/detail/hash_counts.h"

#include <algorithm>
#include <atomic>
#include <bit>

namespace refrain::reuse {
namespace {

constexpr std::uint64_t kFewest = 1 << 12;
constexpr std::uint64_t kMostCounters = std::uint64_t{1} << 32; // there are no more hashes

std::uint64_t number_of_counters(std::uint64_t hashes, std::uint64_t most_bytes) {
  const std::uint64_t wanted = std::bit_ceil(std::clamp(hashes, kFewest, kMostCounters));
  return std::min(wanted, std::bit_floor(std::max(most_bytes, kFewest)));
}

} // namespace

HashCounts::HashCounts(std::uint64_t hashes, std::uint64_t most_bytes) {
  const std::uint64_t counters = number_of_counters(hashes, most_bytes);
  shift_ = 32U - static_cast<unsigned>(std::countr_zero(counters));
  counters_.assign(counters, 0);
}

void HashCounts::add(std::span<const std::uint32_t> hashes) {
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    fetch_ahead(hashes, i);
    // Stops short of the largest byte by more than there are threads, lest it wraps.
    std::atomic_ref<std::uint8_t> counter(counters_[hashes[i] >> shift_]);
    if (counter.load(std::memory_order_relaxed) <= kMost) {
      counter.fetch_add(1, std::memory_order_relaxed);
    }
  }
}

} // namespace refrain::reuse
