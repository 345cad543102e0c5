#pragma once
/// @file
/// What all word-pass kernels share before their own instructions come in: the masks of 64 bytes,
/// the state of a scan, and portable ways to list bits and to sort tokens by length.
///
/// Quirk: internal linkage throughout, see word_pass_impl.h.

#include "refrain/text/detail/word_pass.h"

namespace refrain::detail {
namespace {

/// Bit i speaks of byte i. Only ASCII characters set bits, but for `wide`.
struct Block {
  std::uint64_t letter;     ///< A-Z, a-z, AsciiRules::letter
  std::uint64_t digit;      ///< 0-9
  std::uint64_t joiner;     ///< _
  std::uint64_t word;       ///< A-Z, a-z, 0-9
  std::uint64_t mid_letter; ///< . ' AsciiRules::mid_letter
  std::uint64_t mid_number; ///< . ' , ;
  std::uint64_t wide;       ///< bytes outside ASCII
};

[[gnu::always_inline, maybe_unused]] inline bool bit_at(const std::uint64_t* mask, std::size_t i) {
  return ((mask[i >> 6] >> (i & 63)) & 1) != 0;
}

[[gnu::always_inline, maybe_unused]] inline void set_bits(std::uint64_t* mask, std::size_t at,
                                                          std::uint64_t bits) {
  const std::size_t shift = at & 63;
  mask[at >> 6] |= bits << shift;
  mask[(at >> 6) + 1] |= (bits >> 1) >> (63 - shift);
}

/// The first phase: masks and folded bytes of the chunk, block by block.
struct Scan {
  std::size_t end;          ///< of what may be settled, from the chunk's start
  std::size_t resume = 0;   ///< end of the last character outside ASCII
  std::size_t mark_end = 0; ///< end of the last combining mark
  std::size_t mid_end = 0;  ///< end of the last entry of `mids`
  std::uint32_t mid_count = 0;
  std::uint32_t odd_count = 0;
  bool weak = false; ///< some run of letters may hold neither letter nor number by category
  bool stopped = false;
};

/// Takes what characters outside ASCII it can of the block at `base`, 64 bytes and at least 2 more;
/// returns the bytes outside ASCII that are left. word_pass_leaves.h, or a kernel's own.
[[gnu::always_inline]] inline std::uint64_t
take_leaves(WordPass& w, Scan& s, const std::uint8_t* block, std::size_t base, std::uint64_t wide);

/// Lists the set bits of `masks` in order. Eight at a time: a word of text has about 20, and a loop
/// that ends after each one is mispredicted at every block.
[[gnu::always_inline, maybe_unused]] inline std::uint32_t
extract_by_count(const std::uint64_t* masks, std::size_t words, std::uint16_t* edges) {
  std::uint32_t n = 0;
  for (std::size_t i = 0; i < words; ++i) {
    std::uint64_t m = masks[i];
    const auto base = static_cast<std::uint32_t>(i * 64);
    const auto count = static_cast<std::uint32_t>(__builtin_popcountll(m));
    for (std::uint32_t k = 0; k < count; k += 8) {
      for (std::uint32_t j = 0; j < 8; ++j) {
        // ctz of 0 is undefined; the guard bit costs nothing and its result is not counted.
        edges[n + k + j] = static_cast<std::uint16_t>(
            base + static_cast<std::uint32_t>(__builtin_ctzll(m | (std::uint64_t{1} << 63))));
        m &= m - 1;
      }
    }
    n += count;
  }
  return n;
}

/// Row m lists the set bits of m.
struct BitRows {
  std::uint8_t row[256][8];
};
constexpr BitRows bit_rows() {
  BitRows rows{};
  for (unsigned m = 0; m < 256; ++m) {
    unsigned n = 0;
    for (unsigned bit = 0; bit < 8; ++bit) {
      if ((m >> bit & 1) != 0) {
        rows.row[m][n++] = static_cast<std::uint8_t>(bit);
      }
    }
  }
  return rows;
}

/// Puts each token into the list of its length class; without branches, by writing to all lists.
[[gnu::always_inline, maybe_unused]] inline void
sort_by_length_by_one(WordPass& w, std::uint32_t first, std::uint32_t sizes[4]) {
  std::uint32_t n0 = sizes[0];
  std::uint32_t n1 = sizes[1];
  std::uint32_t n2 = sizes[2];
  std::uint32_t n3 = sizes[3];
  for (std::uint32_t t = first; t < w.count; ++t) {
    const auto id = static_cast<std::uint16_t>(t);
    const std::uint32_t n = w.edges[2 * t + 1] - std::uint32_t{w.edges[2 * t]};
    w.by_length[0][n0] = id;
    w.by_length[1][n1] = id;
    w.by_length[2][n2] = id;
    w.by_length[3][n3] = id;
    n0 += n < 4 ? 1U : 0U;
    n1 += n - 4 < 5 ? 1U : 0U;
    n2 += n - 9 < 8 ? 1U : 0U;
    n3 += n > 16 ? 1U : 0U;
  }
  sizes[0] = n0;
  sizes[1] = n1;
  sizes[2] = n2;
  sizes[3] = n3;
}

} // namespace
} // namespace refrain::detail
