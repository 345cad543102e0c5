#pragma once
/// @file
/// Lines of a PDF with their places on the pages, as `pdftotext -bbox-layout` gives them, and the
/// text that they make. Used by the reader of PDF.
///
/// Paragraphs are told by what the eye sees: a wider gap between lines, an indented line, a short
/// last line, another size of letters. A paragraph goes on over columns and pages. Words that were
/// cut at the end of a line are whole again. Lines at the top and the bottom of pages that come
/// again on other pages, but for their numbers, are furniture; they stand behind the paragraph that
/// they would cut. Quirk: a page that one paragraph fills from edge to edge has two marks, that of
/// its part of the paragraph and, behind the paragraph, that of its header and footer.

#include "refrain/ingest/detail/marked_text.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace refrain::detail {

/// Places in points, from the top left corner of a page.
struct PdfLine {
  std::uint32_t page = 1;
  std::uint32_t block = 0; ///< equal for lines that stand together
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  std::string text;
  [[nodiscard]] double height() const { return bottom - top; }
};

struct PdfLayout {
  std::vector<PdfLine> lines; ///< in reading order
  std::uint32_t pages = 0;
  bool right_to_left = false; ///< words of a line are not in reading order
};

/// @param xhtml  valid UTF-8; what is damaged in it ends it
[[nodiscard]] PdfLayout read_pdf_layout(std::string_view xhtml);

/// The text with marks of its pages and of furniture.
[[nodiscard]] MarkedText pdf_text(const PdfLayout& layout);

/// The same of pdftotext's plain output, where pages end in form feeds.
[[nodiscard]] MarkedText pdf_plain_text(std::string_view text);

} // namespace refrain::detail
