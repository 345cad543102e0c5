#pragma once
/// @file
/// Where a sentence ends. Shared by text/sentences and by text/passages, which cuts long
/// paragraphs, and text/speakers; a scan of bytes rather than ICU's rules, which take ten times as
/// long and know no abbreviations.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace refrain::detail {

/// End of the sentence that starts at `begin`: behind its full stop and the quotes and brackets
/// that close with it; text.size() when none follows. Every result lies between two characters.
///
/// A sentence ends at . ! ? and their kin in other scripts, at a blank line, before a list item on
/// a line of its own, and in Thai at a space between longer phrases. It does not end at a full stop
/// behind an abbreviation, an initial or a list number, or before a small letter.
[[nodiscard]] std::size_t sentence_end(std::string_view text, std::size_t begin);

/// As is_abbreviation() of sentences.h.
[[nodiscard]] bool abbreviates(std::string_view text, std::size_t begin, std::size_t stop,
                               std::size_t next);

/// The last mark of a line, but for quotes, brackets and stress that close behind it.
enum class LineEnd : std::uint8_t {
  kOpen,  ///< a word or nothing
  kStop,  ///< . ! ? … and their kin in other scripts
  kColon, ///< : ;
  kPause, ///< a comma, a dash
};
[[nodiscard]] LineEnd line_end(std::string_view line);

/// Length of a list marker at the start of a line, with the space behind it, or 0: "- ", "• ",
/// "12. ", "(a) ", "3) ".
[[nodiscard]] std::size_t list_marker(std::string_view line);

} // namespace refrain::detail
