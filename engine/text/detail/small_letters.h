#pragma once
/// @file
/// Small letters of ASCII and of Russian, for comparing words with lists. Used by text/dates and by
/// the end of sentences, whose lists hold no others.

#include <span>

namespace refrain::detail {

/// In place: both cases of these letters take as many bytes. Other characters stay.
inline void make_small(std::span<char> utf8) {
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto c = static_cast<unsigned char>(utf8[i]);
    const auto d = i + 1 < utf8.size() ? static_cast<unsigned char>(utf8[i + 1]) : 0;
    if (c >= 'A' && c <= 'Z') {
      utf8[i] = static_cast<char>(c + 32);
    } else if (c == 0xD0 && d >= 0x90 && d <= 0x9F) { // А to П
      utf8[i + 1] = static_cast<char>(d + 0x20);
    } else if (c == 0xD0 && d >= 0xA0 && d <= 0xAF) { // Р to Я
      utf8[i] = static_cast<char>(0xD1);
      utf8[i + 1] = static_cast<char>(d - 0x20);
    }
  }
}

} // namespace refrain::detail
