#pragma once
/// @file
/// One text with what is known about it, as readers and library users hand it in.
///
///     corpus.add({.id = "a", .source = "Ada", .date = "2021-03-05", .text = "..."});
///
/// Quirk: `text` is decoded, valid UTF-8; bytes of unknown encoding go through text/decode.h first.

#include "refrain/core/types.h"
#include "refrain/text/element_list.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace refrain {

/// Where a piece of metadata came from.
enum class Origin : std::uint8_t {
  kUnknown,  ///< not known; the value is empty
  kField,    ///< a field of the record, or the caller
  kMetadata, ///< the format's own metadata (HTML meta, JSON-LD, PDF info, Office properties)
  kFileName, ///< guessed from the file name
  kText,     ///< guessed from the first lines of the text
  kTable,    ///< a table of metadata that the user gave
};

/// What a stretch of text is, besides text.
enum class MarkKind : std::uint8_t {
  kFurniture, ///< navigation, page headers and footers, and the like: kept, but ranked down
  kPage,      ///< a page of a printed document; the number counts from 1
};

struct TextMark {
  ByteRange bytes;
  MarkKind kind = MarkKind::kFurniture;
  std::uint32_t number = 0;
  friend auto operator<=>(const TextMark&, const TextMark&) = default;
};

/// Members may be named in braces, in this order: {.id = "a", .date = "2021-03-05", .text = "..."}.
struct Document {
  std::string id = {}; ///< need not be unique, but results name documents by it
  std::string title = {};
  std::string source = {}; ///< speaker, outlet, author; empty where not known
  /// ISO 8601: YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM; empty where not known. Dates are
  /// compared as text, and no stage checks them: text/dates.h makes them of other forms.
  std::string date = {};
  std::string path = {};     ///< the file it was read from; empty for texts handed in
  std::string text = {};     ///< valid UTF-8
  std::string language = {}; ///< a BCP 47 tag as declared: "en", "pt-BR"; empty where not known
  Origin title_origin = Origin::kUnknown;
  Origin source_origin = Origin::kUnknown;
  Origin date_origin = Origin::kUnknown;
  Origin language_origin = Origin::kUnknown;
  std::vector<TextMark> marks = {}; ///< in the order of their beginnings, those of a kind apart
  ElementList elements = {};        ///< of a web page and the like; a text in pages has none
  /// Of a transcript: who speaks from where on, an empty name where nobody known does. They are
  /// the sources of what they say.
  ElementList speakers = {};
  std::uint64_t position = 0; ///< line (from 1) in a file of many records, else 0
};

/// Where a text can be read again, in place of a copy of it (core/source_files.h).
struct TextPlace {
  static constexpr std::uint64_t kNowhere = UINT64_MAX;
  std::uint64_t address = kNowhere; ///< of its first byte
  bool escaped = false;             ///< it is written as a JSON string (text/escaped_text.h)
  std::span<const char> steps;      ///< the bytes of its TextSteps, when it is escaped

  [[nodiscard]] bool known() const { return address != kNowhere; }
};

/// A document whose strings lie elsewhere: what readers hand to Corpus::add without copying first.
struct DocumentView {
  std::string_view id;
  std::string_view title;
  std::string_view source;
  std::string_view date;
  std::string_view path;
  std::string_view text;
  std::string_view language;
  Origin title_origin = Origin::kUnknown;
  Origin source_origin = Origin::kUnknown;
  Origin date_origin = Origin::kUnknown;
  Origin language_origin = Origin::kUnknown;
  std::span<const TextMark> marks;
  ElementView elements;
  ElementView speakers;
  std::uint64_t position = 0;
  TextPlace place;
  /// The same text in memory that outlives the corpus, kTextPadding readable bytes behind it: then
  /// it is not copied. Null: it is.
  const char* kept_text = nullptr;
};

/// The canonical order of documents, which Corpus::sort makes: by id, then date, source, title,
/// text, path, position and language.
/// @param text_of  gives the text of a or b; called only when all before the text is equal
template <class TextOf>
[[nodiscard]] bool canonical_less(const DocumentView& a, const DocumentView& b, TextOf text_of) {
  for (const auto field :
       {&DocumentView::id, &DocumentView::date, &DocumentView::source, &DocumentView::title}) {
    if (const int order = (a.*field).compare(b.*field); order != 0) {
      return order < 0;
    }
  }
  if (const int order = text_of(a).compare(text_of(b)); order != 0) {
    return order < 0;
  }
  if (const int order = a.path.compare(b.path); order != 0) {
    return order < 0;
  }
  if (a.position != b.position) {
    return a.position < b.position;
  }
  return a.language < b.language;
}

} // namespace refrain
