/// Reads Word documents (DOCX), OpenDocument texts (ODT) and books (EPUB) as one document each.

#include "refrain/ingest/detail/declared_charset.h"
#include "refrain/ingest/detail/format.h"
#include "refrain/ingest/detail/html_places.h"
#include "refrain/ingest/detail/html_text.h"
#include "refrain/ingest/detail/marked_text.h"
#include "refrain/ingest/detail/office_text.h"
#include "refrain/ingest/detail/zip.h"
#include "refrain/text/decode.h"
#include "refrain/text/metadata.h"

#include <filesystem>
#include <optional>
#include <utility>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kOdt = "application/vnd.oasis.opendocument.text"sv;

bool starts_office_package(std::string_view first) {
  return first == "[Content_Types].xml"sv || first == "_rels/.rels"sv ||
         first.starts_with("docProps/"sv) || first.starts_with("word/"sv);
}

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> suffixes) {
  for (const std::string_view suffix : suffixes) {
    if (name.ends_with(suffix)) {
      return true;
    }
  }
  return false;
}

// The file as members; nothing when it cannot be used, which is then skipped.
std::optional<ZipMembers> open_zip(Input& input, ReadContext& context,
                                   const std::function<bool(std::string_view)>& wanted) {
  std::string bytes;
  if (!context.read_whole(input, bytes)) {
    return std::nullopt;
  }
  ZipLimits limits;
  limits.bytes = context.options.max_record_bytes;
  ZipMembers members = read_zip(bytes, limits, wanted);
  if (!members.problem.empty()) {
    context.skip(0, members.reason, "damaged or too large: " + members.problem);
    if (members.reason != SkipReason::kDamaged || members.files.empty()) {
      return std::nullopt;
    }
  }
  return members;
}

// The text of a part; where it is damaged, that is told.
std::string text_of(ZipMembers& members, const std::string& part, ReadContext& context) {
  OfficeText found = office_text(members.files[part]);
  if (found.damaged) {
    context.skip(0, SkipReason::kDamaged,
                 part + ": expected well-formed XML; what follows the error is missing");
  }
  return std::move(found.text);
}

void add(const MarkedText& content, const OfficeMetadata& metadata, ReadContext& context) {
  // What the XML reader gives is UTF-8, but a damaged file may end inside a character.
  std::string storage;
  DocumentView document;
  document.text = decode(content.text, storage).text;
  document.marks = content.marks;
  document.elements = content.elements;
  const auto known = [](std::string_view value) {
    return value.empty() ? Origin::kUnknown : Origin::kMetadata;
  };
  document.title = metadata.title;
  document.title_origin = known(document.title);
  document.source = metadata.publisher.empty() ? metadata.creator : metadata.publisher;
  document.source_origin = known(document.source);
  const std::string language = language_tag(metadata.language);
  document.language = language;
  document.language_origin = known(document.language);
  context.add_whole(document, parse_date(metadata.date));
}

} // namespace

// A package whose first member is not one of these is an archive that may hold such a package.
bool looks_like_docx(const Sniff& sniff) {
  const auto zip = zip_head(sniff.head);
  return zip && (sniff.name.ends_with(".docx"sv) ||
                 (starts_office_package(zip->name) &&
                  sniff.head.find("word/document.xml"sv) != std::string_view::npos));
}

bool looks_like_odt(const Sniff& sniff) {
  const auto zip = zip_head(sniff.head);
  return zip && (sniff.name.ends_with(".odt"sv) ||
                 (zip->name == "mimetype"sv && zip->content.starts_with(kOdt)));
}

bool looks_like_epub(const Sniff& sniff) {
  const auto zip = zip_head(sniff.head);
  return zip && (sniff.name.ends_with(".epub"sv) ||
                 (zip->name == "mimetype"sv && zip->content.starts_with("application/epub+zip"sv)));
}

bool looks_like_other_office(const Sniff& sniff) {
  const auto zip = zip_head(sniff.head);
  return zip && (ends_with_any(sniff.name, {".xlsx"sv, ".pptx"sv, ".ods"sv, ".odp"sv, ".sxw"sv,
                                            ".pages"sv, ".numbers"sv, ".key"sv}) ||
                 starts_office_package(zip->name) ||
                 (zip->name == "mimetype"sv && zip->content.starts_with("application/"sv)));
}

void read_docx(Input& input, ReadContext& context) {
  auto members = open_zip(input, context, [](std::string_view name) {
    return name == "word/document.xml"sv || name == "word/footnotes.xml"sv ||
           name == "word/endnotes.xml"sv || name == "docProps/core.xml"sv;
  });
  if (!members) {
    return;
  }
  MarkedText text;
  for (const char* part : {"word/document.xml", "word/footnotes.xml", "word/endnotes.xml"}) {
    text.append(text_of(*members, part, context), {}, {});
  }
  add(text, office_metadata(members->files["docProps/core.xml"]), context);
}

void read_odt(Input& input, ReadContext& context) {
  auto members = open_zip(input, context, [](std::string_view name) {
    return name == "content.xml"sv || name == "meta.xml"sv;
  });
  if (members) {
    MarkedText text;
    text.append(text_of(*members, "content.xml", context), {}, {});
    add(text, office_metadata(members->files["meta.xml"]), context);
  }
}

void read_epub(Input& input, ReadContext& context) {
  auto members = open_zip(input, context, [](std::string_view name) {
    return ends_with_any(name, {".xml"sv, ".opf"sv, ".html"sv, ".xhtml"sv, ".htm"sv});
  });
  if (!members) {
    return;
  }
  const std::string package = epub_package(members->files["META-INF/container.xml"]);
  const std::filesystem::path folder = std::filesystem::path(package).parent_path();
  HtmlOptions options = context.html_options();
  MarkedText text;
  for (const std::string& chapter : epub_spine(members->files[package])) {
    const auto it = members->files.find((folder / chapter).lexically_normal().generic_string());
    if (it == members->files.end()) {
      context.skip(0, SkipReason::kDamaged, "a chapter is missing: " + chapter);
      continue;
    }
    std::string storage;
    const Decoded decoded = decode(it->second, storage, declared_charset(it->second));
    context.counts.replaced_bytes += decoded.replaced;
    options.part = chapter;
    const HtmlText page = extract_html(decoded.text, options);
    context.count_page(page.furniture_bytes, page.too_deep);
    text.append(page.text, page.marks,
                names_place(chapter) ? ElementView(page.elements) : ElementView());
  }
  add(text, office_metadata(members->files[package]), context);
}

} // namespace refrain::detail
