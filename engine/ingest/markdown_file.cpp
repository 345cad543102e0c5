/// Reads a Markdown file as one document.

#include "refrain/ingest/detail/format.h"
#include "refrain/ingest/detail/markdown_text.h"
#include "refrain/text/decode.h"

namespace refrain::detail {

bool has_markdown_name(const Sniff& sniff) {
  return sniff.name.ends_with(".md") || sniff.name.ends_with(".markdown") ||
         sniff.name.ends_with(".mdown") || sniff.name.ends_with(".mkd");
}

void read_markdown(Input& input, ReadContext& context) {
  std::string bytes;
  if (!context.read_whole(input, bytes)) {
    return;
  }
  if (looks_binary(bytes)) {
    context.skip(0, SkipReason::kBinary, "expected text, found NUL bytes or control characters");
    return;
  }
  std::string storage;
  const Decoded decoded = decode(bytes, storage, context.charset({}));
  context.counts.replaced_bytes += decoded.replaced;
  const MarkdownText page = extract_markdown(decoded.text, context.html_options());
  context.counts.furniture_bytes += page.furniture_bytes;
  DocumentView document;
  document.text = page.text;
  document.marks = page.marks;
  const auto origin = [](std::string_view value, Origin known) {
    return value.empty() ? Origin::kUnknown : known;
  };
  document.title = page.title.empty() ? page.heading : page.title;
  document.title_origin =
      origin(document.title, page.title.empty() ? Origin::kText : Origin::kMetadata);
  document.source = page.source;
  document.source_origin = origin(document.source, Origin::kMetadata);
  document.date = page.date.view();
  document.date_origin = origin(document.date, Origin::kMetadata);
  document.language = page.language;
  document.language_origin = origin(document.language, Origin::kMetadata);
  context.add_whole(document);
}

} // namespace refrain::detail
