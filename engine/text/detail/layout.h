#pragma once
/// @file
/// How the paragraphs of a text are set apart. Used by text/passages.

#include "refrain/core/types.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace refrain::detail {

/// A line that is not blank.
struct Line {
  ByteRange bytes;              ///< without the space around it
  std::uint32_t indent = 0;     ///< columns before it
  std::uint32_t width = 0;      ///< columns, indent included; CJK characters take two
  std::uint32_t first_word = 0; ///< columns of its first word
  bool after_blank = false;     ///< a blank line or the start of the text stands before it
  bool ends_sentence = false;   ///< its last character is a full stop, colon or the like
  bool starts_small = false;    ///< with a small letter
  bool starts_item = false;     ///< with a list marker or a Markdown heading
};

/// Replaces `lines` by the lines of the text that are not blank.
void find_lines(std::string_view text, char separator, std::vector<Line>& lines);

/// Where the text's paragraphs start.
enum class LineBreaks : std::uint8_t {
  kParagraphs, ///< every line is a paragraph
  kWrapped,    ///< paragraphs run over several lines
};

struct Layout {
  LineBreaks breaks = LineBreaks::kParagraphs;
  std::uint32_t columns = 0; ///< of kWrapped: the width that lines are filled to
};

/// Decided once for all lines of a document.
[[nodiscard]] Layout layout_of(const std::vector<Line>& lines);

/// True when `next` continues the paragraph of `line`, which stands directly before it.
[[nodiscard]] bool continues(const Line& line, const Line& next, const Layout& layout);

} // namespace refrain::detail
