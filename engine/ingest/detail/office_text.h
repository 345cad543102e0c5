#pragma once
/// @file
/// Text and metadata of the XML inside Word documents (DOCX), OpenDocument texts (ODT) and books
/// (EPUB). Used by their readers.
///
/// Paragraphs come out between blank lines, line breaks as line feeds; deleted text and comments do
/// not, footnotes at the end. Entities are not expanded, nothing is fetched.

#include <string>
#include <string_view>
#include <vector>

namespace refrain::detail {

struct OfficeText {
  std::string text;
  bool damaged = false; ///< the XML is not well-formed; what follows the error is missing
};

/// Paragraphs of word/document.xml, word/footnotes.xml or an ODT's content.xml.
[[nodiscard]] OfficeText office_text(std::string_view xml);

/// Dublin Core of docProps/core.xml, meta.xml or an EPUB's package file.
struct OfficeMetadata {
  std::string title;
  std::string creator;
  std::string publisher;
  std::string date;     ///< as written
  std::string language; ///< as written
};
[[nodiscard]] OfficeMetadata office_metadata(std::string_view xml);

/// The package file that an EPUB's META-INF/container.xml names; empty where it names none.
[[nodiscard]] std::string epub_package(std::string_view container_xml);

/// Paths of the chapters in reading order, relative to the package file, %20 and its like undone.
[[nodiscard]] std::vector<std::string> epub_spine(std::string_view package_xml);

} // namespace refrain::detail
