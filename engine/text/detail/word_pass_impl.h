#pragma once
/// @file
/// The body of every word-pass kernel. Included by one source file for each instruction set, which
/// first defines, in refrain::detail's unnamed namespace,
///
///     void classify(const std::uint8_t* p, const AsciiRules&, Block&, std::uint8_t* folded);
///     std::uint32_t extract(const std::uint64_t* starts_and_ends, words, std::uint16_t* edges);
///     void sort_by_length(WordPass&, std::uint32_t sizes[4]);   // or sets keys itself
///     take_leaves    // or includes word_pass_leaves.h
///
/// Quirk: those files are compiled with flags of their own, so nothing here may have external
/// linkage (no class of the standard library with inline members, for one).

#include "refrain/core/detail/xxh3_inline.h"
#include "refrain/text/detail/word_pass_block.h"

#include <cstring>

namespace refrain::detail {
namespace {

[[gnu::always_inline]] inline void set_word(WordPass& w, Scan& s, std::uint32_t info,
                                            std::size_t at, std::uint64_t bits) {
  if ((info & kWordBit) != 0) {
    set_bits(w.word, at, bits);
  } else {
    s.weak = true;
  }
}

[[gnu::always_inline]] inline void add_mid(WordPass& w, Scan& s, std::size_t at, std::uint32_t size,
                                           std::uint8_t between) {
  w.mids[s.mid_count++] = {static_cast<std::uint16_t>(at), static_cast<std::uint8_t>(size),
                           between};
  s.mid_end = at + size;
}

/// Takes the characters outside ASCII of one block. False: the chunk ends at s.end.
[[gnu::always_inline]] inline bool take_wide(WordPass& w, Scan& s, const std::uint8_t* chunk,
                                             std::size_t left, std::size_t base,
                                             std::uint64_t wide) {
  while (wide != 0) {
    const std::size_t at = base + static_cast<std::size_t>(__builtin_ctzll(wide));
    const Decoded d = decode_utf8(chunk + at, left - at);
    if (at + d.size > s.end) {
      s.end = at;
      return false;
    }
    const std::uint32_t info = code_point_info(d.code_point);
    if ((info & kComplexBit) != 0) {
      s.end = at;
      s.stopped = true;
      return false;
    }
    const std::uint64_t bits = (std::uint64_t{1} << d.size) - 1;
    const std::uint64_t in_block = at - base;
    wide &= ~(bits << in_block);
    s.resume = at + d.size;
    switch (break_class_of(info)) {
    case BreakClass::kLetter:
    case BreakClass::kLetterPicture:
      set_bits(w.letter, at, bits);
      set_word(w, s, info, at, bits);
      break;
    case BreakClass::kNumeric:
      set_bits(w.digit, at, bits);
      set_word(w, s, info, at, bits);
      break;
    case BreakClass::kExtendNumLet:
      set_bits(w.joiner, at, bits);
      set_word(w, s, info, at, bits);
      break;
    case BreakClass::kExtend:
      if (at > 0) {
        const std::size_t before = at - 1;
        if (bit_at(w.mid_letter, before) || bit_at(w.mid_number, before) || s.mid_end == at) {
          s.end = at;
          s.stopped = true;
          return false;
        }
        set_bits(w.letter, at, bit_at(w.letter, before) ? bits : 0);
        set_bits(w.digit, at, bit_at(w.digit, before) ? bits : 0);
        set_bits(w.joiner, at, bit_at(w.joiner, before) ? bits : 0);
      }
      break;
    case BreakClass::kMidNumLet:
      add_mid(w, s, at, d.size, 3);
      break;
    case BreakClass::kMidLetter:
      add_mid(w, s, at, d.size, 1);
      break;
    case BreakClass::kMidNum:
      add_mid(w, s, at, d.size, 2);
      break;
    default:
      continue; // takes no part in words: its folding does not matter
    }
    switch (fold_kind_of(info)) {
    case FoldKind::kSame:
      break;
    case FoldKind::kInPlace:
      if (in_block + d.size <= 64) {
        encode_utf8(folded_of(info), w.folded + at);
      } else {
        w.odd_folds[s.odd_count++] = static_cast<std::uint16_t>(at); // the next block overwrites it
      }
      break;
    case FoldKind::kMark:
      if (s.mark_end == at && at > 0) {
        w.odd_folds[s.odd_count++] = static_cast<std::uint16_t>(at);
      }
      s.mark_end = at + d.size;
      break;
    default:
      w.odd_folds[s.odd_count++] = static_cast<std::uint16_t>(at);
      break;
    }
  }
  return true;
}

[[gnu::always_inline]] inline Scan scan_chunk(WordPass& w, const std::uint8_t* chunk,
                                              std::size_t left) {
  Scan s;
  s.end = left < kChunk ? left : kChunk;
  std::uint64_t weak = 0;
  w.letter[0] = w.digit[0] = w.joiner[0] = w.word[0] = 0;
  for (std::size_t base = 0; base < s.end; base += 64) {
    const std::size_t i = base >> 6;
    Block b;
    const std::uint8_t* block = chunk + base;
    std::uint8_t padded[64 + 2];
    if (base + sizeof(padded) > left) {
      std::memset(padded, 0, sizeof(padded));
      std::memcpy(padded, block, left - base);
      block = padded;
    }
    classify(block, w.rules, b, w.folded + base);
    w.letter[i] |= b.letter;
    w.digit[i] |= b.digit;
    w.joiner[i] |= b.joiner;
    w.word[i] |= b.word;
    w.mid_letter[i] = b.mid_letter;
    w.mid_number[i] = b.mid_number;
    w.letter[i + 1] = w.digit[i + 1] = w.joiner[i + 1] = w.word[i + 1] = 0;
    weak |= (b.letter | b.joiner) & ~b.word;
    if (b.wide != 0) {
      if (s.resume > base) {
        b.wide &= ~std::uint64_t{0} << (s.resume - base);
      }
      b.wide = take_leaves(w, s, block, base, b.wide);
      if (!take_wide(w, s, chunk, left, base, b.wide)) {
        break;
      }
    }
  }
  s.weak |= weak != 0;
  return s;
}

/// Cuts punctuation that may stand inside a word off the end: what follows it is not known.
[[gnu::always_inline]] inline void cut_undecided(WordPass& w, Scan& s) {
  if (s.end == 0) {
    return;
  }
  if (s.mid_end == s.end) {
    s.end = w.mids[--s.mid_count].at;
  } else if (bit_at(w.mid_letter, s.end - 1) || bit_at(w.mid_number, s.end - 1)) {
    --s.end;
  }
}

/// The second phase: masks of the bytes where words begin and end. Returns whether the last word is
/// open.
[[gnu::always_inline]] inline bool find_edges(WordPass& w, const Scan& s, std::uint64_t* edges) {
  const std::size_t words = (s.end + 63) >> 6;
  const std::uint64_t keep = ~std::uint64_t{0} >> (-s.end & 63);
  w.letter[words - 1] &= keep;
  w.digit[words - 1] &= keep;
  w.joiner[words - 1] &= keep;
  w.letter[words] = w.digit[words] = 0;
  for (std::uint32_t i = 0; i < s.mid_count; ++i) {
    const WordPass::Mid mid = w.mids[i];
    const std::size_t after = std::size_t{mid.at} + mid.size;
    if (mid.at == 0 || after >= s.end) {
      continue;
    }
    const std::size_t before = mid.at - std::size_t{1};
    if (((mid.between & 1) != 0 && bit_at(w.letter, before) && bit_at(w.letter, after)) ||
        ((mid.between & 2) != 0 && bit_at(w.digit, before) && bit_at(w.digit, after))) {
      set_bits(w.joiner, mid.at, (std::uint64_t{1} << mid.size) - 1);
    }
  }
  std::uint64_t letter_before = 0;
  std::uint64_t digit_before = 0;
  std::uint64_t run_before = 0;
  for (std::size_t i = 0; i < words; ++i) {
    const std::uint64_t l = w.letter[i];
    const std::uint64_t d = w.digit[i];
    const std::uint64_t run =
        l | d | w.joiner[i] |
        (w.mid_letter[i] & (l << 1 | letter_before) & (l >> 1 | w.letter[i + 1] << 63)) |
        (w.mid_number[i] & (d << 1 | digit_before) & (d >> 1 | w.digit[i + 1] << 63));
    edges[i] = run ^ (run << 1 | run_before);
    letter_before = l >> 63;
    digit_before = d >> 63;
    run_before = run >> 63;
  }
  // An end at exactly s.end falls outside the masks when s.end is a multiple of 64.
  if ((s.end & 63) == 0) {
    return run_before != 0;
  }
  const std::uint64_t at_end = std::uint64_t{1} << (s.end & 63);
  const bool open = (edges[words - 1] & at_end) != 0;
  edges[words - 1] &= at_end - 1;
  return open;
}

/// Drops runs without a letter or number by category, such as "__" and "@".
inline void drop_weak(WordPass& w) {
  std::uint32_t kept = 0;
  for (std::uint32_t t = 0; t < w.count; ++t) {
    bool holds_word = false;
    for (std::size_t i = w.edges[2 * t]; i < w.edges[2 * t + 1] && !holds_word; ++i) {
      holds_word = bit_at(w.word, i);
    }
    if (holds_word) {
      w.edges[2 * kept] = w.edges[2 * t];
      w.edges[2 * kept + 1] = w.edges[2 * t + 1];
      ++kept;
    }
  }
  w.count = kept;
}

/// The last phase. Sorting tokens by length first costs less than the branch that xxh3 takes on the
/// length, which English word lengths make unpredictable.
[[gnu::always_inline]] inline void hash_tokens(WordPass& w) {
  std::uint32_t sizes[4] = {};
  sort_by_length(w, sizes);
  const std::uint8_t* const folded = w.folded;
  const auto for_each = [&](int list, auto hash) __attribute__((always_inline)) {
    for (std::uint32_t i = 0; i < sizes[list]; ++i) {
      const std::uint32_t t = w.by_length[list][i];
      const std::uint32_t begin = w.edges[2 * t];
      w.keys[t] = hash(folded + begin, w.edges[2 * t + 1] - begin);
    }
  };
  for_each(
      0, [](const std::uint8_t* p, std::size_t n)
             __attribute__((always_inline)) { return hash_of_length<1, 3>(p, n); });
  for_each(
      1, [](const std::uint8_t* p, std::size_t n)
             __attribute__((always_inline)) { return hash_of_length<4, 8>(p, n); });
  for_each(
      2, [](const std::uint8_t* p, std::size_t n)
             __attribute__((always_inline)) { return hash_of_length<9, 16>(p, n); });
  for_each(3, [](const std::uint8_t* p, std::size_t n) { return XXH3_64bits(p, n); });
}

/// Appends `size` bytes, copying 16 at a time: both sides have room for more.
[[gnu::always_inline]] inline std::size_t append(std::uint8_t* to, std::size_t n,
                                                 const std::uint8_t* from, std::size_t size) {
  for (std::size_t i = 0; i < size; i += 16) {
    std::memcpy(to + n + i, from + i, 16);
  }
  return n + size;
}

/// Sets the keys of tokens that hold odd foldings, such as a typographic apostrophe or a sharp s;
/// both lists are in order of place. What interacts with its neighbours stays irregular.
inline void hash_odd_tokens(WordPass& w, const std::uint8_t* chunk, std::uint32_t odd_count) {
  constexpr std::size_t kLongest = 64;
  std::uint8_t buffer[4 * kLongest + 32];
  std::uint32_t t = 0;
  for (std::uint32_t i = 0; i < odd_count;) {
    while (t < w.count && w.edges[2 * t + 1] <= w.odd_folds[i]) {
      ++t;
    }
    if (t == w.count) {
      return;
    }
    const std::size_t begin = w.edges[2 * t];
    const std::size_t end = w.edges[2 * t + 1];
    if (w.odd_folds[i] < begin) {
      ++i;
      continue;
    }
    bool settled = end - begin <= kLongest;
    std::size_t from = begin;
    std::size_t n = 0;
    for (; i < odd_count && w.odd_folds[i] < end; ++i) {
      if (!settled) {
        continue;
      }
      const std::size_t at = w.odd_folds[i];
      const Decoded d = decode_utf8(chunk + at, end - at);
      const std::uint32_t info = code_point_info(d.code_point);
      n = append(buffer, n, w.folded + from, at - from);
      from = at + d.size;
      switch (fold_kind_of(info)) {
      case FoldKind::kInPlace:
      case FoldKind::kOther:
        n += encode_utf8(folded_of(info), buffer + n);
        break;
      case FoldKind::kAscii:
        for (std::uint32_t letters = folded_of(info); letters != 0; letters >>= 7) {
          buffer[n++] = letters & 0x7F;
        }
        break;
      default:
        settled = false;
        break;
      }
    }
    if (settled) {
      n = append(buffer, n, w.folded + from, end - from);
      w.keys[t] = XXH3_64bits(buffer, n);
    } else {
      w.irregular[w.irregular_count++] = static_cast<std::uint16_t>(t);
    }
  }
}

[[gnu::always_inline]] inline void run_word_pass(WordPass& w, const std::uint8_t* text,
                                                 std::size_t size, std::size_t position) {
  const std::uint8_t* const chunk = text + position;
  Scan s = scan_chunk(w, chunk, size - position);
  const bool whole = !s.stopped && position + s.end == size;
  if (!whole) {
    cut_undecided(w, s);
  }
  w.count = 0;
  w.irregular_count = 0;
  w.stopped = s.stopped;
  w.next = position;
  w.seen = position + s.end;
  if (s.end > 0) {
    alignas(64) std::uint64_t edge_masks[kChunkWords];
    const bool open = find_edges(w, s, edge_masks);
    std::uint32_t edges = extract(edge_masks, (s.end + 63) >> 6, w.edges);
    std::size_t settled = 0;
    if (open && whole) {
      w.edges[edges++] = static_cast<std::uint16_t>(s.end);
    } else if (open) {
      settled = w.edges[--edges];
    }
    if (!open && edges > 0) {
      settled = w.edges[edges - 1];
    }
    w.next = whole ? size : position + settled;
    w.count = edges / 2;
    if (s.weak) {
      drop_weak(w);
    }
    hash_tokens(w);
    if (s.odd_count > 0) {
      hash_odd_tokens(w, chunk, s.odd_count);
    }
  }
  // A word, or a gap, of a whole chunk.
  w.stopped |= w.next == position;
}

} // namespace
} // namespace refrain::detail
