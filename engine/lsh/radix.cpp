#include "refrain/lsh/detail/radix.h"

#include <algorithm>
#include <array>

namespace refrain::detail {

void sort_by_high_half(std::vector<std::uint64_t>& words) {
  constexpr int kBits = 11;
  constexpr std::size_t kBuckets = std::size_t{1} << kBits;
  if (words.size() < kBuckets) {
    std::stable_sort(words.begin(), words.end(),
                     [](std::uint64_t a, std::uint64_t b) { return a >> 32 < b >> 32; });
    return;
  }
  std::vector<std::uint64_t> other(words.size());
  for (int shift = 32; shift < 64; shift += kBits) {
    std::array<std::uint32_t, kBuckets> place{};
    for (const std::uint64_t word : words) {
      ++place[(word >> shift) & (kBuckets - 1)];
    }
    std::uint32_t sum = 0;
    for (std::uint32_t& p : place) {
      const std::uint32_t count = p;
      p = sum;
      sum += count;
    }
    for (const std::uint64_t word : words) {
      other[place[(word >> shift) & (kBuckets - 1)]++] = word;
    }
    words.swap(other);
  }
}

} // namespace refrain::detail
