#pragma once
/// @file
/// Pieces of JSON appended to a string: escaped text, numbers, keys. The inner loop of the writers,
/// so nothing here formats through a library or allocates beyond the string.
///
/// Text that is not valid UTF-8 comes out with U+FFFD for what cannot be read: output is always
/// valid UTF-8.

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace refrain::detail {

/// Appends the text with quotes around it. O(n); runs of clean bytes are copied in blocks.
void append_json_string(std::string& out, std::string_view text);

/// Appends null for an empty text.
void append_json_string_or_null(std::string& out, std::string_view text);

/// Bytes of the well-formed UTF-8 sequence at the start of `text`, 0 where there is none. Never
/// reads beyond `text`.
[[nodiscard]] std::size_t utf8_sequence_length(std::string_view text);

inline void append_number(std::string& out, std::uint64_t n) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, n).ptr;
  out.append(digits, static_cast<std::size_t>(end - digits));
}

/// The shortest text that reads back as the same number; null for what JSON cannot say.
void append_number(std::string& out, double x);

} // namespace refrain::detail
