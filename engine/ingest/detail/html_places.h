#pragma once
/// @file
/// Names the places of a web page while its elements come and go: text/element_list.h says what the
/// names mean. Used by html_text.h, and by readers of texts that hold pieces of pages.
///
///     HtmlPlaces places("", page.size());
///     HtmlPlace p = places.enter(outer, "p", id, false);  // at <p id="...">
///     places.add_block(80, p, elements);             // "#history p[3]"
///     places.leave(p, outer, "p");                 // at </p>
///
/// Quirk: a <body> inside an element is that of a piece of a page, and is not counted.
///
/// An anchor names what is inside its element. That of a heading, of <a> and of other elements
/// inside a line also names what follows them, up to the end of what encloses them.

#include "refrain/text/element_list.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace refrain::detail {

/// Elements that stand on lines of their own, in order.
inline constexpr auto kHtmlBlocks = std::to_array<std::string_view>({
    "address", "article", "aside", "blockquote", "body",     "center",     "dd",     "details",
    "dialog",  "div",     "dl",    "dt",         "fieldset", "figcaption", "figure", "footer",
    "form",    "h1",      "h2",    "h3",         "h4",       "h5",         "h6",     "header",
    "hr",      "li",      "main",  "menu",       "nav",      "ol",         "p",      "pre",
    "section", "summary", "table", "tbody",      "tfoot",    "thead",      "tr",     "ul",
});

/// The number of an element in kHtmlBlocks; kHtmlBlocks.size() for all others.
[[nodiscard]] std::size_t html_block(std::string_view name);

/// Whether an id, or the name of a file, can be part of a name: at most 64 bytes, without white
/// space and control characters.
[[nodiscard]] bool names_place(std::string_view id);

/// Where in the page an element is.
struct HtmlPlace {
  struct Anchor {
    std::string id;
    std::array<std::uint32_t, kHtmlBlocks.size()> before{}; // elements begun up to it, of each name
    std::uint64_t blocks = 0; // of text, when it began to name what follows
    bool named_block = false; // names what is inside alone
  };
  std::shared_ptr<Anchor> anchor;         ///< none: the page has had none here
  std::size_t block = kHtmlBlocks.size(); ///< of the innermost element on lines of its own
  std::uint32_t number = 0;               ///< which of those with its name
};

class HtmlPlaces {
public:
  /// @param part        in front of every name: the file of a book
  /// @param page_bytes  of all pieces; the names together take no more
  HtmlPlaces(std::string part, std::size_t page_bytes)
      : part_(std::move(part)), page_bytes_(page_bytes) {}

  /// At the start of an element.
  /// @param id      empty where it has none, or where nothing of it is seen
  /// @param inside  text of its line stands before it: then it is no anchor, but a reference
  [[nodiscard]] HtmlPlace enter(const HtmlPlace& outer, std::string_view name, std::string_view id,
                                bool inside);
  /// At its end, behind its text.
  void leave(const HtmlPlace& inner, HtmlPlace& outer, std::string_view name);
  /// Names a complete block of text, which begins at byte `begin` and at a place.
  void add_block(std::size_t begin, const HtmlPlace& place, ElementList& elements);

private:
  [[nodiscard]] std::string name(const HtmlPlace& place, bool exact) const;

  std::string part_;
  std::size_t page_bytes_;
  std::size_t name_bytes_ = 0; // of the names that were given
  std::array<std::uint32_t, kHtmlBlocks.size()> begun_{};
  std::uint64_t blocks_ = 0;
  std::unordered_set<std::uint64_t> ids_; // hashes: a browser goes to the first of equal ones
};

} // namespace refrain::detail
