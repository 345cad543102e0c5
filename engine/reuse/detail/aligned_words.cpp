#include "refrain/reuse/detail/aligned_words.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace refrain::reuse {

std::uint32_t WordAligner::aligned(std::span<const Word> a, std::span<const Word> b,
                                   std::uint64_t most_cells) {
  if (a.size() < b.size()) {
    std::swap(a, b);
  }
  if (b.empty()) {
    return 0;
  }
  if (std::uint64_t{a.size()} * b.size() > most_cells && b.size() > 1) {
    const std::size_t a_half = a.size() / 2;
    const std::size_t b_half = b.size() / 2;
    return aligned(a.first(a_half), b.first(b_half), most_cells) +
           aligned(a.subspan(a_half), b.subspan(b_half), most_cells);
  }
  places_.clear();
  for (std::size_t j = 0; j < b.size(); ++j) {
    places_.push_back(std::uint64_t{b[j].term} << 32 | j);
  }
  std::sort(places_.begin(), places_.end());
  free_.assign((b.size() + 63) / 64, ~std::uint64_t{0});
  for (const Word& word : a) {
    auto place = std::lower_bound(places_.begin(), places_.end(), std::uint64_t{word.term} << 32);
    bool carry = false;
    for (std::size_t at = 0; at < free_.size(); ++at) {
      const bool held = place != places_.end() && *place >> 32 == word.term;
      if (!carry) {
        if (!held) {
          break;
        }
        at = static_cast<std::uint32_t>(*place) / 64;
      }
      std::uint64_t matches = 0;
      for (; place != places_.end() && *place >> 32 == word.term &&
             static_cast<std::uint32_t>(*place) / 64 == at;
           ++place) {
        matches |= std::uint64_t{1} << (*place % 64);
      }
      // free + (free & matches), with the carry of the words before, | (free & ~matches)
      std::uint64_t& free = free_[at];
      const std::uint64_t sum = free + (free & matches);
      const std::uint64_t carried = sum + (carry ? 1 : 0);
      carry = sum < free || carried < sum;
      free = carried | (free & ~matches);
    }
  }
  std::size_t taken = free_.size() * 64;
  for (const std::uint64_t free : free_) {
    taken -= static_cast<std::size_t>(std::popcount(free));
  }
  return static_cast<std::uint32_t>(taken);
}

} // namespace refrain::reuse
