#pragma once
/// @file
/// Text of documents made fit for a terminal: nothing in it moves the cursor, changes colours or
/// turns the direction of what follows; cut and wrapped at word ends by display columns.
///
///     TerminalText fit;
///     fit.quote(range.text, 60)      // “Each household shall receive …”
///
/// Quirk: one a thread; it keeps a Tokenizer, which knows word ends in scripts without spaces.

#include "refrain/text/tokenizer.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace refrain {

/// One line of the text: runs of white space and control characters are one space, direction
/// overrides and isolates go, bytes that are no UTF-8 are U+FFFD. At most `most` bytes are read, to
/// the end of a character.
[[nodiscard]] std::string one_line(std::string_view text,
                                   std::size_t most = std::string_view::npos);

/// Spaces behind the text up to that many columns.
[[nodiscard]] std::string padded(std::string text, std::size_t columns);

/// Closes text that runs from right to left in marks, so that it cannot reorder its line.
[[nodiscard]] std::string isolated(std::string text);

class TerminalText {
public:
  /// The text as one line of at most that many columns, cut at a word end, with … where it was.
  [[nodiscard]] std::string cut(std::string_view text, std::size_t columns);

  /// The same between quotation marks that are within the columns.
  [[nodiscard]] std::string quote(std::string_view text, std::size_t columns);

  /// Ranges of `line` (one_line()'s result) that are at most so many columns wide each, broken at
  /// spaces or word ends.
  [[nodiscard]] std::vector<std::string_view> wrap(std::string_view line, std::size_t columns);

private:
  // Bytes of the longest start of `line` that fits and ends at a word end; all of it where it fits.
  [[nodiscard]] std::size_t fitting(std::string_view line, std::size_t columns);

  Tokenizer tokenizer_;
  std::vector<Token> tokens_;
};

} // namespace refrain
