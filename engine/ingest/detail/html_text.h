#pragma once
/// @file
/// The text and the metadata of an HTML page. Used by the readers of HTML, EPUB, Markdown and mail.
///
///     const HtmlText page = extract_html(utf8, {});   // page.text: paragraphs between blank lines
///
/// A stream over libxml2's HTML parser without a tree: no limit on nesting drops text silently, and
/// memory is that of the text.
///
/// What is furniture is told by elements (nav, header, footer and aside outside an article), roles,
/// well-known classes, and by the share of links in a block; see site_furniture.h for what pages of
/// one site repeat.
///
/// Quirks: what is not an anchor: ids of hidden and void elements, of more than 64 bytes or with
/// white space or control characters, and those that an element before has. Scripts, styles, forms'
/// fields and hidden elements have no text. White space collapses outside <pre>; <br> is a line
/// feed. Cells of a table row share a line, set apart by tabs.

#include "refrain/text/dates.h"
#include "refrain/text/document.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace refrain::detail {

class HtmlPlaces;
struct HtmlPlace;

struct HtmlOptions {
  /// Leave out navigation, page headers and footers, side bars and blocks that are mostly links.
  bool main_text_only = false;
  /// Do not mark them either.
  bool keep_furniture = false;
  /// In front of the names of elements: the file of a book.
  std::string part;
};

struct HtmlText {
  std::string text;
  std::vector<TextMark> marks;       ///< furniture, where it is in the text
  ElementList elements;              ///< where the blocks of the text came from
  std::string title;                 ///< og:title, JSON-LD headline, <title> or the first <h1>
  std::string source;                ///< og:site_name, JSON-LD publisher, or the author
  std::string site;                  ///< og:site_name
  std::string language;              ///< of <html lang>, og:locale or JSON-LD, as a tag
  IsoDate date;                      ///< published; of meta elements, JSON-LD or <time>
  IsoDate created;                   ///< of the file, as pdftotext gives it
  std::uint64_t furniture_bytes = 0; ///< text that looks like page furniture, kept or not
  bool too_deep = false;             ///< nested deeper than kHtmlDepth; the rest is missing
};

/// Elements inside elements; pages that people wrote have less than a hundred.
inline constexpr std::size_t kHtmlDepth = 4096;

/// @param utf8  valid UTF-8, whatever the page declares
[[nodiscard]] HtmlText extract_html(std::string_view utf8, const HtmlOptions& options);

/// The same of a piece of a page: the names of its elements count on from what came before it.
/// @param place  where it stands; then, where what follows it stands
[[nodiscard]] HtmlText extract_html(std::string_view utf8, const HtmlOptions& options,
                                    HtmlPlaces& places, HtmlPlace& place);

} // namespace refrain::detail
