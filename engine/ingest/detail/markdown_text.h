#pragma once
/// @file
/// The text of a Markdown document without its marks, and what its front matter says. Used by the
/// reader of Markdown; the only code that names md4c.
///
///     const MarkdownText page = extract_markdown(utf8, {});
///
/// CommonMark with GitHub's tables, strike-through and task lists. Paragraphs, headings and items
/// of lists stand between blank lines, cells of a table row share a line, set apart by tabs.
///
/// Elements are those of the page that it makes, those of HTML in it among them: `# Title` is an
/// h1, a paragraph a p. The anchors that renderers give to headings are theirs and not named.
///
/// Quirks: a line break inside a paragraph becomes a space, between ideographs nothing. Alternative
/// texts of images are no text, as in HTML. Numbers of lists go with the marks, unless a list
/// begins at 100 or later: a year at the start of a paragraph looks like one.

#include "refrain/ingest/detail/html_text.h"
#include "refrain/text/dates.h"
#include "refrain/text/document.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace refrain::detail {

struct MarkdownText {
  std::string text;
  std::vector<TextMark> marks;
  ElementList elements; ///< of the page that it makes
  std::string heading;  ///< the first of level 1
  std::string title;    ///< this and the rest: of the front matter (YAML or TOML)
  std::string source;
  std::string language;
  IsoDate date;
  std::uint64_t furniture_bytes = 0;
  bool too_deep = false; ///< HTML in it is nested deeper than kHtmlDepth; some of it is missing
};

/// @param utf8  valid UTF-8
[[nodiscard]] MarkdownText extract_markdown(std::string_view utf8, const HtmlOptions& options);

} // namespace refrain::detail
