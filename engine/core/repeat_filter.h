#pragma once
/// @file
/// Which hashes of a stream may occur more than once, in a table of fixed size: two passes over the
/// stream then leave only these to be sorted.
///
///     RepeatFilter filter(hashes, bytes);
///     for (h : stream) filter.note(h);
///     for (h : stream) if (filter.repeats(h)) ...
///
/// Every hash that occurs twice repeats; of the others a share of about hashes / cells does too.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace refrain {

class RepeatFilter {
public:
  /// @param hashes  how many will be noted
  /// @param bytes   that the table may take; four cells a byte, eight to sixteen a hash
  RepeatFilter(std::uint64_t hashes, std::uint64_t bytes) {
    const std::uint64_t wished = std::bit_ceil(std::max<std::uint64_t>(hashes, 128) * 8);
    const std::uint64_t most = std::bit_floor(std::max<std::uint64_t>(bytes * 4, 1024));
    const std::uint64_t cells = std::min(wished, most);
    shift_ = 64 - static_cast<unsigned>(std::countr_zero(cells));
    counters_.assign(cells / kCells, 0);
  }

  /// Forgets all hashes, for another stream of about as many.
  void clear() { std::fill(counters_.begin(), counters_.end(), 0); }

  void prefetch(std::uint64_t hash) const {
    __builtin_prefetch(&counters_[cell(hash) / kCells], 1);
  }

  void note(std::uint64_t hash) {
    // 0 -> 1 -> 3: the low bit says seen, the high bit seen again.
    const std::uint64_t at = cell(hash);
    std::uint64_t& counter = counters_[at / kCells];
    const unsigned bit = at % kCells * 2;
    counter |= (((counter >> bit) & 1) * 2 + 1) << bit;
  }

  [[nodiscard]] bool repeats(std::uint64_t hash) const {
    const std::uint64_t at = cell(hash);
    return ((counters_[at / kCells] >> (at % kCells * 2 + 1)) & 1) != 0;
  }

private:
  static constexpr std::uint64_t kCells = 32; // of two bits in a word

  // The upper bits of a product depend on all bits of the hash.
  [[nodiscard]] std::uint64_t cell(std::uint64_t hash) const {
    return (hash * 0x9E3779B97F4A7C15ULL) >> shift_;
  }

  unsigned shift_;
  std::vector<std::uint64_t> counters_;
};

} // namespace refrain
