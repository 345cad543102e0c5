#pragma once
/// @file
/// Which hashes of a stream may occur more than once, in a table of fixed size: two passes over the
/// stream then leave only these to be sorted.
///
///     RepeatFilter filter(hashes, bytes);
///     for (piece : stream) filter.note(piece.size(), chosen, hash_of);
///     for (piece : stream) filter.for_each_repeated(piece.size(), chosen, hash_of, use);
///
/// Every hash that occurs twice repeats; of the others a share of about hashes / cells does too.

#include <algorithm>
#include <bit>
#include <cstddef>
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

  /// Notes hash_of(i) of those i in [0, count) that are chosen(i).
  template <class Chosen, class HashOf>
  void note(std::size_t count, Chosen chosen, HashOf hash_of) {
    for_each_cell(count, chosen, hash_of, [this](std::uint64_t cell, std::size_t) {
      // 0 -> 1 -> 3: the low bit says seen, the high bit seen again.
      std::uint64_t& counter = counters_[cell / kCells];
      const unsigned bit = cell % kCells * 2;
      counter |= (((counter >> bit) & 1) * 2 + 1) << bit;
    });
  }

  /// Calls use(i), ascending, for those i in [0, count) that are chosen(i) and whose hash_of(i) may
  /// have been noted more than once.
  template <class Chosen, class HashOf, class Use>
  void for_each_repeated(std::size_t count, Chosen chosen, HashOf hash_of, Use use) const {
    for_each_cell(count, chosen, hash_of, [&](std::uint64_t cell, std::size_t i) {
      if (((counters_[cell / kCells] >> (cell % kCells * 2 + 1)) & 1) != 0) {
        use(i);
      }
    });
  }

private:
  static constexpr std::uint64_t kCells = 32; // of two bits in a word

  // Calls use(cell, i) for all that are chosen. Counters are fetched ahead: a table of many hashes
  // does not fit into the cache.
  template <class Chosen, class HashOf, class Use>
  void for_each_cell(std::size_t count, Chosen chosen, HashOf hash_of, Use use) const {
    // The upper bits of a product depend on all bits of the hash.
    const auto cell_of = [&](std::size_t i) {
      return (std::uint64_t{hash_of(i)} * 0x9E3779B97F4A7C15ULL) >> shift_;
    };
    constexpr std::size_t kAhead = 64;
    for (std::size_t i = 0; i < count; ++i) {
      __builtin_prefetch(&counters_[cell_of(std::min(i + kAhead, count - 1)) / kCells], 1);
      if (chosen(i)) {
        use(cell_of(i), i);
      }
    }
  }

  unsigned shift_;
  std::vector<std::uint64_t> counters_;
};

} // namespace refrain
