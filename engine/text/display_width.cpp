#include "refrain/text/display_width.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace refrain {
namespace {

constexpr UChar32 kJoiner = 0x200D;
constexpr UChar32 kEmojiStyle = 0xFE0F;
constexpr UChar32 kSoftHyphen = 0x00AD;

// Advances `i`; U+FFFD for bytes that are no character.
[[nodiscard]] UChar32 next(std::string_view text, std::int32_t& i) {
  UChar32 c = 0;
  U8_NEXT(text.data(), i, static_cast<std::int32_t>(text.size()), c);
  return c < 0 ? 0xFFFD : c;
}

[[nodiscard]] std::uint32_t columns_of(UChar32 c) {
  if (c >= 0x20 && c < 0x7F) {
    return 1;
  }
  const auto category = U_GET_GC_MASK(c);
  if (c != kSoftHyphen && (category & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK | U_GC_CC_MASK |
                                       U_GC_ZL_MASK | U_GC_ZP_MASK)) != 0) {
    return 0;
  }
  // Vowels and finals of Hangul syllables written in parts are drawn on the initial.
  if (c >= 0x1160 && c <= 0x11FF) {
    return 0;
  }
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

} // namespace

DisplayUnit next_display_unit(std::string_view text) {
  // Marks on one letter beyond this are no writing; it bounds the 32-bit index too.
  text = text.substr(0, 256);
  std::int32_t i = 0;
  const UChar32 first = next(text, i);
  DisplayUnit unit{static_cast<std::uint32_t>(i), columns_of(first)};
  if (unit.columns == 0) {
    return unit;
  }
  while (i < static_cast<std::int32_t>(text.size())) {
    const UChar32 c = next(text, i);
    if (columns_of(c) != 0) {
      break;
    }
    if (c == kEmojiStyle && u_hasBinaryProperty(first, UCHAR_EMOJI) && first >= 0x80) {
      unit.columns = 2;
    }
    unit.bytes = static_cast<std::uint32_t>(i);
    if (c == kJoiner && i < static_cast<std::int32_t>(text.size()) &&
        u_hasBinaryProperty(first, UCHAR_EXTENDED_PICTOGRAPHIC)) {
      static_cast<void>(next(text, i));
      unit.bytes = static_cast<std::uint32_t>(i);
    }
  }
  return unit;
}

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const DisplayUnit unit = next_display_unit(text);
    columns += unit.columns;
    text.remove_prefix(unit.bytes);
  }
  return columns;
}

bool has_right_to_left(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    // Scripts from right to left begin at U+0590: below are only one-byte and some two-byte forms.
    if (static_cast<unsigned char>(text[at]) < 0xD6) {
      ++at;
      continue;
    }
    std::int32_t i = 0;
    const UChar32 c = next(text.substr(at, 4), i);
    const UCharDirection direction = u_charDirection(c);
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) {
      return true;
    }
    at += static_cast<std::size_t>(i);
  }
  return false;
}

} // namespace refrain
