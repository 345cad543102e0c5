#pragma once
/// @file
/// What the tokenizer needs to know of a code point, in 32 bits, cached from ICU's properties.
///
///     const std::uint32_t info = code_point_info(0xC9);        // É
///     break_class_of(info) == BreakClass::kLetter; folded_of(info) == 0xE9;
///
/// Pages of 256 code points are filled when first asked for, by whichever thread comes first; the
/// content does not depend on who fills it. Pages live as long as the process.
///
/// Quirk: this header is read by files compiled for one instruction set each. Its functions are
/// static, so that no copy of them with wide instructions is linked into portable code.

#include <cstddef>
#include <cstdint>

namespace refrain::detail {

/// Word_Break classes as ICU's root rules use them: a partition of the code points.
enum class BreakClass : std::uint8_t {
  kOther,
  kCr,
  kLf,
  kNewline,
  kExtend, ///< Extend and Format: invisible to the rules
  kZwj,
  kRegional,
  kKatakana,
  kHan,    ///< Han and Hiragana: segmented by dictionary
  kHangul, ///< syllables; joined to each other alone
  kHebrew,
  kLetter,        ///< ALetter, '@', and letters of dictionary scripts such as Thai
  kLetterPicture, ///< a letter that is also Extended_Pictographic
  kPicture,
  kSingleQuote,
  kDoubleQuote,
  kMidNumLet,
  kMidLetter,
  kMidNum,
  kNumeric,
  kExtendNumLet,
  kSpace,
};

/// How one code point takes part in the folding of its token.
enum class FoldKind : std::uint8_t {
  kSame,    ///< stays as it is
  kInPlace, ///< becomes one code point of equal length in UTF-8
  kOther,   ///< becomes one code point of another length
  kAscii,   ///< becomes up to three ASCII letters, 7 bits each, the first lowest
  kRemoved, ///< vanishes
  kMark,    ///< stays as it is unless another mark stands directly before it
  kIcu,     ///< interacts with its neighbours: the whole token needs ICU's normaliser
};

inline constexpr std::uint32_t kFoldShift = 21;
inline constexpr std::uint32_t kClassShift = 24;
inline constexpr std::uint32_t kWordBit = 1U << 29;       ///< general category L or N
inline constexpr std::uint32_t kDictionaryBit = 1U << 30; ///< may be split by a dictionary
/// Needs the rules as written (word_rules.h); all else is settled by bit algebra (word_pass.h).
inline constexpr std::uint32_t kComplexBit = 1U << 31;

/// Sets of the 64 code points that share all but the last byte of their UTF-8 form, a bit each.
/// What is in none of them is for code_point_info. All of them keep their bytes when folded.
struct CodePointLeaf {
  std::uint64_t letters; ///< letters of the rules and by category
  std::uint64_t extends; ///< combining marks that take the class before them
  std::uint64_t marks;   ///< those of `extends` with FoldKind::kMark
  std::uint64_t ignored; ///< take no part in words
};

struct CodePointPage {
  std::uint32_t infos[256];
  CodePointLeaf leaves[4];
};

inline constexpr std::size_t kPageCount = 0x110000 >> 8;
extern const CodePointPage* code_point_pages[kPageCount];

/// Fills a page from ICU. O(256) property look-ups.
const CodePointPage* fill_code_point_page(std::uint32_t page);

static inline const CodePointPage* code_point_page(std::uint32_t c) {
  const CodePointPage* page = __atomic_load_n(&code_point_pages[c >> 8], __ATOMIC_ACQUIRE);
  return __builtin_expect(page == nullptr, 0) ? fill_code_point_page(c >> 8) : page;
}
static inline std::uint32_t code_point_info(std::uint32_t c) {
  return code_point_page(c)->infos[c & 255];
}
static inline const CodePointLeaf* code_point_leaf(std::uint32_t c) {
  return &code_point_page(c)->leaves[c >> 6 & 3];
}

static inline BreakClass break_class_of(std::uint32_t info) {
  return static_cast<BreakClass>((info >> kClassShift) & 31);
}
static inline FoldKind fold_kind_of(std::uint32_t info) {
  return static_cast<FoldKind>((info >> kFoldShift) & 7);
}
static inline std::uint32_t folded_of(std::uint32_t info) {
  return info & ((1U << kFoldShift) - 1);
}

/// ASCII characters whose class differs between versions of ICU's root rules, found by asking the
/// rules. Each is a character of the wanted class in every version where ICU has no such one.
struct AsciiRules {
  std::uint8_t letter;     ///< '@' (ICU 72 and later) or 'a'
  std::uint8_t mid_letter; ///< ':' (until ICU 71) or '.'
};
const AsciiRules& ascii_rules();

struct Decoded {
  std::uint32_t code_point;
  std::uint32_t size;
};

/// The code point at `p`; invalid bytes give U+FFFD for each maximal part of a sequence, as ICU
/// does. `left` is at least 1.
static inline Decoded decode_utf8(const std::uint8_t* p, std::size_t left) {
  const std::uint32_t lead = p[0];
  if (lead < 0x80) {
    return {lead, 1};
  }
  constexpr std::uint32_t kBad = 0xFFFD;
  if (lead < 0xE0) {
    return lead >= 0xC2 && left > 1 && (p[1] & 0xC0) == 0x80
               ? Decoded{(lead & 0x1F) << 6 | (p[1] & 0x3FU), 2}
               : Decoded{kBad, 1};
  }
  const std::uint32_t second = left > 1 ? p[1] : 0;
  if (lead < 0xF0) {
    // E0 excludes overlong forms, ED surrogates.
    const std::uint32_t low = lead == 0xE0 ? 0xA0 : 0x80;
    const std::uint32_t high = lead == 0xED ? 0x9F : 0xBF;
    if (second < low || second > high) {
      return {kBad, 1};
    }
    return left > 2 && (p[2] & 0xC0) == 0x80
               ? Decoded{(lead & 0xF) << 12 | (second & 0x3F) << 6 | (p[2] & 0x3FU), 3}
               : Decoded{kBad, 2};
  }
  const std::uint32_t low = lead == 0xF0 ? 0x90 : 0x80;
  const std::uint32_t high = lead == 0xF4 ? 0x8F : 0xBF;
  if (lead > 0xF4 || second < low || second > high) {
    return {kBad, 1};
  }
  if (left < 3 || (p[2] & 0xC0) != 0x80) {
    return {kBad, 2};
  }
  if (left < 4 || (p[3] & 0xC0) != 0x80) {
    return {kBad, 3};
  }
  return {(lead & 7) << 18 | (second & 0x3F) << 12 | (p[2] & 0x3FU) << 6 | (p[3] & 0x3FU), 4};
}

/// Writes `c` to `to`, which has room for 4 bytes; returns its length.
static inline std::uint32_t encode_utf8(std::uint32_t c, std::uint8_t* to) {
  if (c < 0x80) {
    to[0] = static_cast<std::uint8_t>(c);
    return 1;
  }
  if (c < 0x800) {
    to[0] = static_cast<std::uint8_t>(0xC0 | c >> 6);
    to[1] = static_cast<std::uint8_t>(0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    to[0] = static_cast<std::uint8_t>(0xE0 | c >> 12);
    to[1] = static_cast<std::uint8_t>(0x80 | (c >> 6 & 0x3F));
    to[2] = static_cast<std::uint8_t>(0x80 | (c & 0x3F));
    return 3;
  }
  to[0] = static_cast<std::uint8_t>(0xF0 | c >> 18);
  to[1] = static_cast<std::uint8_t>(0x80 | (c >> 12 & 0x3F));
  to[2] = static_cast<std::uint8_t>(0x80 | (c >> 6 & 0x3F));
  to[3] = static_cast<std::uint8_t>(0x80 | (c & 0x3F));
  return 4;
}

} // namespace refrain::detail
