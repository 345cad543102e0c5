#pragma once
/// @file
/// Sorting and grouping of small fixed-size words by counting, for keys that are hashes.
///
///     radix_sort(pairs, 0, 64, [](std::uint64_t p) { return p; });
///     RepeatScratch scratch;
///     for (std::uint64_t word : repeated_keys(indexes, [&](auto i) { return keys[i]; }, scratch))
///
/// Quirk: radix_sort allocates scratch of the size of what it sorts.

#include "refrain/core/plain_array.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

namespace refrain {

/// Sorts stably by bits [low_bit, high_bit) of the 64-bit key. O(n) passes of 11 bits each; passes
/// in which all items agree are skipped.
template <class Item, class KeyOf>
void radix_sort(std::vector<Item>& items, unsigned low_bit, unsigned high_bit, KeyOf key_of) {
  constexpr unsigned kDigitBits = 11;
  constexpr std::uint64_t kDigitMask = (std::uint64_t{1} << kDigitBits) - 1;
  constexpr std::size_t kSmall = 512; // below it, clearing the counters costs more than comparing
  const std::uint64_t mask =
      high_bit >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << high_bit) - 1;
  const auto bits_of = [&](const Item& item) {
    return (static_cast<std::uint64_t>(key_of(item)) & mask) >> low_bit;
  };
  if (items.size() < kSmall) {
    std::stable_sort(items.begin(), items.end(),
                     [&](const Item& x, const Item& y) { return bits_of(x) < bits_of(y); });
    return;
  }
  std::vector<Item> scratch(items.size());
  for (unsigned shift = 0; shift < high_bit - low_bit; shift += kDigitBits) {
    std::array<std::size_t, kDigitMask + 1> place{};
    for (const Item& item : items) {
      ++place[(bits_of(item) >> shift) & kDigitMask];
    }
    if (place[(bits_of(items.front()) >> shift) & kDigitMask] == items.size()) {
      continue;
    }
    std::size_t sum = 0;
    for (std::size_t& p : place) {
      const std::size_t count = p;
      p = sum;
      sum += count;
    }
    for (const Item& item : items) {
      scratch[place[(bits_of(item) >> shift) & kDigitMask]++] = item;
    }
    items.swap(scratch);
  }
}

namespace detail {

/// Appends those of `count` words whose bits [top - 32, top) occur more than once, plus few others.
///
/// Most keys of a band occur once. A table of two-bit counters, eight to sixteen cells a word,
/// finds them in two sequential passes, so that only the rest is sorted.
template <class WordAt>
void append_repeated(std::size_t count, unsigned top, WordAt word_at,
                     std::vector<std::uint64_t>& counters, std::vector<std::uint64_t>& words) {
  constexpr unsigned kCellsPerCounter = 32;
  constexpr std::size_t kAhead = 16; // words between the fetch of a counter and its use
  const unsigned cell_bits =
      std::clamp(static_cast<unsigned>(std::bit_width(count)) + 3, 10U, top - 32);
  const std::uint64_t mask = (std::uint64_t{1} << cell_bits) - 1;
  const auto cell_of = [&](std::size_t i) { return (word_at(i) >> (top - cell_bits)) & mask; };
  counters.assign((mask + 1) / kCellsPerCounter, 0);
  for (std::size_t i = 0; i < count; ++i) {
    __builtin_prefetch(&counters[cell_of(std::min(i + kAhead, count - 1)) / kCellsPerCounter], 1);
    const std::uint64_t cell = cell_of(i);
    // 0 -> 1 -> 3: the low bit says seen, the high bit seen again.
    std::uint64_t& counter = counters[cell / kCellsPerCounter];
    const unsigned bit = cell % kCellsPerCounter * 2;
    counter |= (((counter >> bit) & 1) * 2 + 1) << bit;
  }
  for (std::size_t i = 0; i < count; ++i) {
    __builtin_prefetch(&counters[cell_of(std::min(i + kAhead, count - 1)) / kCellsPerCounter]);
    const std::uint64_t cell = cell_of(i);
    if (((counters[cell / kCellsPerCounter] >> (cell % kCellsPerCounter * 2 + 1)) & 1) != 0) {
      words.push_back(word_at(i));
    }
  }
}

} // namespace detail

/// What repeated_keys() fills on its way, kept so that the next call touches no new memory: above
/// `direct` keys 8 bytes a key, else 2 to 4 bits.
struct RepeatScratch {
  PlainArray<std::uint64_t> parted;
  std::vector<std::uint64_t> counters;
};

/// Words key << 32 | index of the indexes whose key occurs more than once, and of few others,
/// ordered by key, then in the order of `indexes`.
///
/// O(n): 7 ms for a million keys of which one in ten repeats, where sorting all takes 13. Above
/// `direct` keys the counters leave the cache; then words are first parted by their upper bits.
/// @param key_of  32-bit hash of an index, evenly spread
template <class KeyOf>
std::vector<std::uint64_t> repeated_keys(std::span<const std::uint32_t> indexes, KeyOf key_of,
                                         RepeatScratch& scratch,
                                         std::size_t direct = std::size_t{1} << 21) {
  const auto word_at = [&](std::size_t i) {
    return (static_cast<std::uint64_t>(key_of(indexes[i])) << 32) | indexes[i];
  };
  std::vector<std::uint64_t>& counters = scratch.counters;
  std::vector<std::uint64_t> words;
  if (indexes.size() <= direct) {
    if (!indexes.empty()) {
      detail::append_repeated(indexes.size(), 64, word_at, counters, words);
    }
  } else {
    constexpr unsigned kSliceBits = 6;
    constexpr std::size_t kSlices = std::size_t{1} << kSliceBits;
    std::array<std::size_t, kSlices + 1> begins{};
    for (const std::uint32_t index : indexes) {
      ++begins[(key_of(index) >> (32 - kSliceBits)) + 1];
    }
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    std::array<std::size_t, kSlices + 1> place = begins;
    PlainArray<std::uint64_t>& parted = scratch.parted;
    parted.clear();
    parted.resize_for_overwrite(indexes.size());
    for (std::size_t i = 0; i < indexes.size(); ++i) {
      const std::uint64_t word = word_at(i);
      parted[place[word >> (64 - kSliceBits)]++] = word;
    }
    for (std::size_t slice = 0; slice < kSlices; ++slice) {
      const std::uint64_t* first = parted.data() + begins[slice];
      const std::size_t count = begins[slice + 1] - begins[slice];
      if (count > 0) {
        detail::append_repeated(
            count, 64 - kSliceBits, [first](std::size_t i) { return first[i]; }, counters, words);
      }
    }
  }
  radix_sort(words, 32, 64, [](std::uint64_t word) { return word; });
  return words;
}

} // namespace refrain
