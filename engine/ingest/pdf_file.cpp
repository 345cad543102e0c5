/// Reads a PDF by poppler's pdftotext, which runs as a child with limits.

#include "refrain/ingest/detail/child.h"
#include "refrain/ingest/detail/format.h"
#include "refrain/ingest/detail/html_text.h"
#include "refrain/text/decode.h"

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

// Titles that programs write when nobody has given one.
std::string_view real_title(std::string_view title) {
  if (title.starts_with("Microsoft "sv) || title == "untitled"sv || title == "Untitled"sv) {
    return {};
  }
  for (const std::string_view suffix : {".doc"sv, ".docx"sv, ".indd"sv, ".pdf"sv, ".odt"sv,
                                        ".tex"sv, ".dvi"sv, ".qxd"sv, ".rtf"sv}) {
    if (title.ends_with(suffix)) {
      return {};
    }
  }
  return title;
}

} // namespace

bool looks_like_pdf(const Sniff& sniff) {
  // Some have a line of something else in front.
  return sniff.head.substr(0, 1024).find("%PDF-"sv) != std::string_view::npos &&
         (sniff.head.starts_with("%PDF-"sv) || sniff.name.ends_with(".pdf"sv));
}

void read_pdf(Input& input, ReadContext& context) {
  std::string bytes;
  if (!context.read_whole(input, bytes)) {
    return;
  }
  ChildLimits limits;
  limits.output_bytes = context.options.max_record_bytes;
  // As HTML, so that one run gives the text and what the document says of itself.
  const ChildResult child =
      run_child(context.options.pdftotext,
                {"-enc", "UTF-8", "-htmlmeta", "-nopgbrk", "/dev/stdin", "-"}, bytes, limits);
  if (!child.started) {
    context.skip(0, SkipReason::kUnsupported, "a PDF document; " + child.problem);
    return;
  }
  if (!child.problem.empty()) {
    context.skip(0, child.over_limit ? SkipReason::kTooLarge : SkipReason::kDamaged,
                 "pdftotext: " + child.problem);
    return;
  }
  std::string storage;
  const Decoded decoded = decode(child.output, storage);
  context.counts.replaced_bytes += decoded.replaced;
  const HtmlText page = extract_html(decoded.text, {});
  DocumentView document;
  document.text = page.text;
  document.title = real_title(page.title);
  document.source = page.source;
  document.title_origin = document.title.empty() ? Origin::kUnknown : Origin::kMetadata;
  document.source_origin = document.source.empty() ? Origin::kUnknown : Origin::kMetadata;
  context.add_whole(document, page.created);
}

} // namespace refrain::detail
