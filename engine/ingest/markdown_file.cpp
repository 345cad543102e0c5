/// Reads a Markdown file as one document.

#include "refrain/ingest/detail/format.h"
#include "refrain/ingest/detail/markdown_text.h"

namespace refrain::detail {

bool has_markdown_name(const Sniff& sniff) {
  return sniff.name.ends_with(".md") || sniff.name.ends_with(".markdown") ||
         sniff.name.ends_with(".mdown") || sniff.name.ends_with(".mkd");
}

void read_markdown(Input& input, ReadContext& context) {
  PlainText content;
  if (!context.read_text(input, content)) {
    return;
  }
  const MarkdownText page = extract_markdown(content.text, context.html_options());
  context.count_page(page.furniture_bytes, page.too_deep);
  DocumentView document;
  document.text = page.text;
  document.marks = page.marks;
  document.elements = page.elements;
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
