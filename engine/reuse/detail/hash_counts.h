#pragma once
/// @file
/// How often each hash of a stream occurs, at most: what is surely rare then needs neither to be
/// kept nor sorted.
///
///     HashCounts counts(how_many, most_bytes);
///     counts.add(hashes);                                      // all of them, by any thread
///     counts.for_each_exceeding(hashes, 16, [&](std::size_t i) { keep(hashes[i]); });
///
/// None that was added more often is left out, but some that were not are kept:
/// hashes with the same upper bits share a counter, of a byte. Counts do not depend on the order.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace refrain::reuse {

class HashCounts {
public:
  /// Counts above it are not told apart.
  static constexpr std::uint8_t kMost = 32;

  /// @param hashes      that will be added; there are as many counters, or up to twice as many
  /// @param most_bytes  that the counters may take
  HashCounts(std::uint64_t hashes, std::uint64_t most_bytes);

  /// Thread-safe. O(hashes), a cache miss each in a large table.
  void add(std::span<const std::uint32_t> hashes);

  /// Calls use(i), ascending, for those hashes[i] that may have been added more than `count` times.
  /// @param count  below kMost
  template <class Use>
  void for_each_exceeding(std::span<const std::uint32_t> hashes, std::uint8_t count,
                          Use use) const {
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      fetch_ahead(hashes, i);
      if (counters_[hashes[i] >> shift_] > count) {
        use(i);
      }
    }
  }

private:
  static constexpr std::size_t kAhead = 16; ///< hashes between fetch and use

  /// A large table is not in the cache.
  void fetch_ahead(std::span<const std::uint32_t> hashes, std::size_t i) const {
    if (i + kAhead < hashes.size()) {
      __builtin_prefetch(&counters_[hashes[i + kAhead] >> shift_]);
    }
  }

  unsigned shift_;
  std::vector<std::uint8_t> counters_;
};

} // namespace refrain::reuse
