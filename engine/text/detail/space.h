#pragma once
/// @file
/// White space as passages and sentences see it: ASCII controls and space, U+00A0, U+3000, U+FEFF.

#include <cstddef>
#include <string_view>

namespace refrain::detail {

inline constexpr bool is_ascii_space(char c) {
  return static_cast<unsigned char>(c) <= ' ';
}

/// The first place from `i` on that is no space; text.size() when there is none.
inline std::size_t skip_space(std::string_view text, std::size_t i) {
  using namespace std::string_view_literals;
  while (i < text.size()) {
    if (is_ascii_space(text[i])) {
      ++i;
    } else if (static_cast<unsigned char>(text[i]) < 0xC2) {
      break;
    } else if (text.substr(i, 2) == "\xC2\xA0"sv) {
      i += 2;
    } else if (text.substr(i, 3) == "\xE3\x80\x80"sv || text.substr(i, 3) == "\xEF\xBB\xBF"sv) {
      i += 3;
    } else {
      break;
    }
  }
  return i;
}

/// The end of [begin, end) without the space at its end.
inline std::size_t trim_space(std::string_view text, std::size_t begin, std::size_t end) {
  using namespace std::string_view_literals;
  while (end > begin) {
    if (is_ascii_space(text[end - 1])) {
      --end;
    } else if (static_cast<unsigned char>(text[end - 1]) < 0x80) {
      break;
    } else if (end - begin >= 2 && text.substr(end - 2, 2) == "\xC2\xA0"sv) {
      end -= 2;
    } else if (end - begin >= 3 && (text.substr(end - 3, 3) == "\xE3\x80\x80"sv ||
                                    text.substr(end - 3, 3) == "\xEF\xBB\xBF"sv)) {
      end -= 3;
    } else {
      break;
    }
  }
  return end;
}

} // namespace refrain::detail
