#pragma once
/// @file
/// Columns that text takes on a terminal. For the writers of terminal text.
///
///     display_width("漢字") == 4;  display_width("é") == 1, also as e and an accent
///
/// Quirks: terminals differ on emoji; here a sequence joined by U+200D is as wide as its first. A
/// spacing mark takes a column, as in the C libraries' wcwidth.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace refrain {

/// A code point with the marks and joined code points that are drawn on it.
struct DisplayUnit {
  std::uint32_t bytes = 0;
  std::uint32_t columns = 0; ///< 0, 1 or 2
};

/// The unit at the start of `text`, which is valid UTF-8 and not empty.
[[nodiscard]] DisplayUnit next_display_unit(std::string_view text);

[[nodiscard]] std::size_t display_width(std::string_view text);

/// Whether a text holds a code point of a script that is written from right to left.
[[nodiscard]] bool has_right_to_left(std::string_view text);

} // namespace refrain
