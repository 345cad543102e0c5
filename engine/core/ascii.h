#pragma once
/// @file
/// ASCII characters in UTF-8: classes, case, comparing without case, trimming. Bytes of other
/// characters belong to no class but that of is_letter_byte(), and stay as they are; the locale
/// plays no part.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace refrain::ascii {

[[nodiscard]] constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}
[[nodiscard]] constexpr bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}
[[nodiscard]] constexpr bool is_letter(char c) {
  return is_small(c) || is_capital(c);
}
/// Whether it is a letter, or a byte of any character beyond ASCII.
[[nodiscard]] constexpr bool is_letter_byte(char c) {
  return is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}
/// Whether a byte of UTF-8 is not the first of its character.
[[nodiscard]] constexpr bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Value of a hexadecimal digit of either case; -1 for other characters.
[[nodiscard]] constexpr int hex_value(char c) {
  return is_digit(c)            ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

/// The small letter of a capital; other characters as they are.
[[nodiscard]] constexpr char small(char c) {
  return is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
inline void make_small(std::string& text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return small(c); });
}
[[nodiscard]] inline std::string small(std::string_view text) {
  std::string result(text);
  make_small(result);
  return result;
}

/// @param prefix  in small letters
[[nodiscard]] constexpr bool starts_with_ignoring_case(std::string_view text,
                                                       std::string_view prefix) {
  return text.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), text.begin(),
                                                    [](char p, char c) { return p == small(c); });
}

/// The text without these characters at its ends.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text,
                                                 std::string_view characters) {
  const std::size_t first = text.find_first_not_of(characters);
  return first == std::string_view::npos
             ? text.substr(0, 0)
             : text.substr(first, text.find_last_not_of(characters) - first + 1);
}

} // namespace refrain::ascii
