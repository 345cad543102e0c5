#include "refrain/text/detail/word_rules.h"

#include "refrain/text/detail/code_points.h"

#include <array>

namespace refrain::detail {
namespace {

using enum BreakClass;

template <class... Classes> constexpr std::uint32_t set_of(Classes... classes) {
  return ((1U << static_cast<unsigned>(classes)) | ...);
}
constexpr bool is_in(BreakClass c, std::uint32_t set) {
  return (set >> static_cast<unsigned>(c) & 1) != 0;
}

constexpr std::uint32_t kLetters = set_of(kLetter, kLetterPicture, kHebrew);
constexpr std::uint32_t kInvisible = set_of(kExtend, kZwj);
constexpr std::uint32_t kLineEnds = set_of(kCr, kLf, kNewline);
constexpr std::uint32_t kLetterMids = set_of(kMidLetter, kMidNumLet, kSingleQuote);
constexpr std::uint32_t kNumberMids = set_of(kMidNum, kMidNumLet, kSingleQuote);

using Joins = std::array<std::uint32_t, 32>;

/// Classes that join the class before them, invisible characters between them or not: WB5, WB8 to
/// WB10, WB13 to WB13b.
constexpr Joins joins_across() {
  Joins joins{};
  const auto add = [&joins](BreakClass before, std::uint32_t after) {
    joins[static_cast<std::size_t>(before)] |= after;
  };
  for (const BreakClass letter : {kLetter, kLetterPicture, kHebrew}) {
    add(letter, kLetters | set_of(kNumeric, kExtendNumLet));
  }
  add(kNumeric, kLetters | set_of(kNumeric, kExtendNumLet));
  add(kKatakana, set_of(kKatakana, kExtendNumLet));
  add(kExtendNumLet, kLetters | set_of(kNumeric, kKatakana, kExtendNumLet));
  return joins;
}

/// Classes that join the class directly before them: WB3, WB3d, and ICU's rules that leave runs of
/// Han, Kana and Hangul whole for the dictionary.
constexpr Joins joins_next() {
  Joins joins = joins_across();
  const auto add = [&joins](BreakClass before, std::uint32_t after) {
    joins[static_cast<std::size_t>(before)] |= after;
  };
  add(kCr, set_of(kLf));
  add(kSpace, set_of(kSpace));
  add(kHangul, set_of(kHangul));
  add(kHan, set_of(kHan, kKatakana));
  add(kKatakana, set_of(kHan));
  return joins;
}

constexpr Joins kJoinsAcross = joins_across();
constexpr Joins kJoinsNext = joins_next();

struct Character {
  std::uint32_t info;
  BreakClass cls;
  std::uint32_t size;
};

inline Character character_at(const std::uint8_t* text, std::size_t size, std::size_t i) {
  const Decoded d = decode_utf8(text + i, size - i);
  const std::uint32_t info = code_point_info(d.code_point);
  return {info, break_class_of(info), d.size};
}

/// The segment while it grows.
struct Growing {
  std::size_t end;
  std::uint32_t infos;   ///< all infos seen, or-ed
  std::uint32_t classes; ///< all classes seen
  BreakClass base;       ///< the last visible class
  bool across;           ///< invisible characters stand after `base`
  bool after_zwj;
};

inline void take(Growing& g, const Character& c) {
  g.end += c.size;
  g.infos |= c.info;
  g.classes |= set_of(c.cls);
  if (is_in(c.cls, kInvisible)) {
    g.across = true;
  } else {
    g.base = c.cls;
    g.across = false;
  }
  g.after_zwj = c.cls == kZwj;
}

/// Whether the visible `c` joins the segment by what stands before it. `paired` tells whether a
/// regional indicator already has its partner (WB15, WB16), and is set when `c` is one.
bool joins(const Growing& g, const Character& c, bool& paired) {
  const Joins& by_class = g.across ? kJoinsAcross : kJoinsNext;
  if (is_in(c.cls, by_class[static_cast<std::size_t>(g.base)])) {
    return true;
  }
  if (g.after_zwj && is_in(c.cls, set_of(kPicture, kLetterPicture))) { // WB3c
    return true;
  }
  if (g.base == kRegional && c.cls == kRegional && !paired) {
    paired = true;
    return true;
  }
  return false;
}

/// WB6, WB7, WB7b, WB7c, WB11, WB12: takes punctuation, what is invisible after it, and the letter
/// or digit that it joins to `base`; or nothing.
bool take_joined_by(Growing& g, const std::uint8_t* text, std::size_t size, const Character& mid) {
  std::uint32_t wanted = 0;
  if (is_in(g.base, kLetters) && is_in(mid.cls, kLetterMids)) {
    wanted = kLetters;
  } else if (g.base == kNumeric && is_in(mid.cls, kNumberMids)) {
    wanted = set_of(kNumeric);
  } else if (g.base == kHebrew && mid.cls == kDoubleQuote) {
    wanted = set_of(kHebrew);
  } else {
    return false;
  }
  Growing ahead = g;
  take(ahead, mid);
  while (ahead.end < size) {
    const Character c = character_at(text, size, ahead.end);
    take(ahead, c);
    if (!is_in(c.cls, kInvisible)) {
      if (!is_in(c.cls, wanted)) {
        return false;
      }
      g = ahead;
      return true;
    }
  }
  return false;
}

} // namespace

Segment next_segment(const std::uint8_t* text, std::size_t size, std::size_t position) {
  const Character first = character_at(text, size, position);
  Growing g{position, 0, 0, first.cls, false, false};
  take(g, first);
  bool paired = false;
  while (g.end < size) {
    const Character c = character_at(text, size, g.end);
    if (is_in(c.cls, kInvisible)) {
      if (is_in(g.base, kLineEnds)) {
        break;
      }
    } else if (!joins(g, c, paired)) {
      if (take_joined_by(g, text, size, c)) {
        continue;
      }
      if (g.base != kHebrew || c.cls != kSingleQuote) { // WB7a
        break;
      }
    }
    take(g, c);
  }
  Segment s;
  s.end = g.end;
  s.word = (g.infos & kWordBit) != 0;
  s.cjk = (g.classes & ~set_of(kHan, kKatakana)) == 0;
  s.complex = (g.infos & kComplexBit) != 0;
  s.dictionary = (g.infos & kDictionaryBit) != 0 && g.end > position + first.size;
  return s;
}

} // namespace refrain::detail
