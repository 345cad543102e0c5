#pragma once
/// @file
/// Characters outside ASCII, a leaf (the 64 code points that share all but their last byte) at a
/// time. For kernels whose vectors can look 64 bytes up in a set of 64, which first define
///
///     std::uint64_t high_bytes(const std::uint8_t* p);                     // those from C0 to FF
///     std::uint64_t equal_bytes(const std::uint8_t* p, std::uint8_t c);    // those equal to c
///     std::uint64_t test_leaf(const std::uint8_t* p, std::uint64_t set);   // bit p[i] & 63 of set
///
/// Quirk: internal linkage throughout, see word_pass_impl.h.

#include "refrain/text/detail/word_pass_block.h"

namespace refrain::detail {
namespace {

/// Takes the characters of one block that keep their bytes when folded, all that share a leaf at
/// once: a text has few leaves (two for Cyrillic, one for the small letters of French). Returns the
/// bytes outside ASCII that are left, in whose order take_wide goes.
///
/// @param block  64 bytes and at least 2 more
[[gnu::always_inline]] inline std::uint64_t
take_leaves(WordPass& w, Scan& s, const std::uint8_t* block, std::size_t base, std::uint64_t wide) {
  const std::size_t i = base >> 6;
  const std::uint64_t high = high_bytes(block); // bytes C0 to FF
  const std::uint64_t continuation = wide & ~high;
  std::uint64_t pending = wide & high;
  std::uint64_t letters = 0;
  std::uint64_t extends = 0;
  std::uint64_t marks = 0;
  std::uint64_t mark_leads = 0;
  std::uint64_t ignored = 0;
  while (pending != 0) {
    const auto at = static_cast<std::uint32_t>(__builtin_ctzll(pending));
    const std::uint8_t lead = block[at];
    const Decoded d = decode_utf8(block + at, 66 - at);
    std::uint64_t same = equal_bytes(block, lead) & pending;
    if (d.size == 2 && d.code_point < 0x800) {
      pending &= ~same;
      same &= continuation >> 1;
      const CodePointLeaf* leaf = code_point_leaf(d.code_point);
      const std::uint64_t in_letters = test_leaf(block + 1, leaf->letters) & same;
      letters |= in_letters | in_letters << 1;
      if ((leaf->extends | leaf->ignored) != 0) {
        const std::uint64_t in_extends = test_leaf(block + 1, leaf->extends) & same;
        const std::uint64_t in_marks = test_leaf(block + 1, leaf->marks) & same;
        const std::uint64_t in_ignored = test_leaf(block + 1, leaf->ignored) & same;
        extends |= in_extends | in_extends << 1;
        marks |= in_marks | in_marks << 1;
        mark_leads |= in_marks;
        ignored |= in_ignored | in_ignored << 1;
      }
    } else if (d.size == 3 && lead < 0xF0) {
      same &= equal_bytes(block + 1, block[at + 1]);
      pending &= ~same;
      same &= continuation >> 2;
      const CodePointLeaf* leaf = code_point_leaf(d.code_point);
      const std::uint64_t in_letters = test_leaf(block + 2, leaf->letters) & same;
      letters |= in_letters | in_letters << 1 | in_letters << 2;
      if ((leaf->extends | leaf->ignored) != 0) {
        const std::uint64_t in_extends = test_leaf(block + 2, leaf->extends) & same;
        const std::uint64_t in_marks = test_leaf(block + 2, leaf->marks) & same;
        const std::uint64_t in_ignored = test_leaf(block + 2, leaf->ignored) & same;
        extends |= in_extends | in_extends << 1 | in_extends << 2;
        marks |= in_marks | in_marks << 1 | in_marks << 2;
        mark_leads |= in_marks;
        ignored |= in_ignored | in_ignored << 1 | in_ignored << 2;
      }
    } else {
      pending &= ~same; // four bytes, or none that belong together
    }
  }
  w.letter[i] |= letters;
  w.word[i] |= letters;
  std::uint64_t left = wide & ~(letters | ignored);
  if (extends == 0) {
    return left;
  }
  // Marks may be settled at once when nothing before the last of them is still open, and none
  // stands after punctuation that may join, or needs reordering.
  const std::uint64_t others = left & ~extends;
  const std::uint64_t mids = w.mid_letter[i] | w.mid_number[i];
  // What a character from the block before ends at, which may reach into this one.
  const auto behind = [base](std::size_t end) __attribute__((always_inline)) {
    return end > 0 && end >= base ? std::uint64_t{1} << (end - base) : 0;
  };
  const bool first = (extends & 1) != 0;
  const std::uint64_t mark_before = marks << 1 | behind(s.mark_end);
  const bool odd =
      (others != 0 && (others & -others) < extends) || (extends & mids << 1) != 0 ||
      (mark_leads & mark_before) != 0 || (extends & behind(s.mid_end)) != 0 ||
      (first && base > 0 && (bit_at(w.mid_letter, base - 1) || bit_at(w.mid_number, base - 1)));
  if (odd) {
    return left;
  }
  const auto spread = [&](std::uint64_t * mask) __attribute__((always_inline)) {
    const std::uint64_t before = mask[i] << 1 | (i > 0 ? mask[i - 1] >> 63 : 0);
    mask[i] |= extends & ~(extends + (extends & before));
  };
  spread(w.letter);
  spread(w.digit);
  spread(w.joiner);
  if (marks != 0) {
    s.mark_end = base + 64 - static_cast<std::size_t>(__builtin_clzll(marks));
  }
  return others;
}

} // namespace
} // namespace refrain::detail
