/// Reads a PDF by poppler's pdftotext, which runs as a child with limits.

#include "refrain/ingest/detail/child.h"
#include "refrain/ingest/detail/format.h"
#include "refrain/ingest/detail/html_text.h"
#include "refrain/ingest/detail/pdf_layout.h"
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

// False where there is no output; why is then skipped.
bool run_pdftotext(std::string_view bytes, bool places, ReadContext& context, std::string& output) {
  constexpr std::uint64_t kBytesAWord = 20; // more than there are words of text
  ChildLimits limits;
  limits.output_bytes = context.options.max_record_bytes * (places ? kBytesAWord : 1);
  std::vector<std::string> arguments{"-enc", "UTF-8", "/dev/stdin", "-"};
  if (places) {
    arguments.insert(arguments.begin() + 2, "-bbox-layout");
  }
  ChildResult child =
      run_child(context.options.pdftotext, arguments, bytes, limits, context.control);
  if (!child.started) {
    context.skip(0, SkipReason::kUnsupported, "a PDF document; " + child.problem);
    return false;
  }
  if (!child.problem.empty()) {
    context.skip(0, child.over_limit ? SkipReason::kOverCap : SkipReason::kDamaged,
                 "pdftotext: " + child.problem);
    return false;
  }
  output = std::move(child.output);
  return true;
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
  std::string output;
  if (!run_pdftotext(bytes, true, context, output)) {
    return;
  }
  std::string storage;
  const Decoded decoded = decode(output, storage);
  context.counts.replaced_bytes += decoded.replaced;
  // What the document says of itself stands in front, as HTML.
  const HtmlText page =
      extract_html(decoded.text.substr(0, decoded.text.find("<body>"sv)), HtmlOptions());
  const PdfLayout layout = read_pdf_layout(decoded.text);
  MarkedText text;
  if (layout.right_to_left) {
    if (!run_pdftotext(bytes, false, context, output)) {
      return;
    }
    text = pdf_plain_text(decode(output, storage).text);
  } else {
    text = pdf_text(layout);
  }
  context.counts.furniture_bytes +=
      text.settle_furniture(context.options.keep_furniture, context.options.main_text_only);
  DocumentView document;
  document.text = text.text;
  document.marks = text.marks;
  document.title = real_title(page.title);
  document.source = page.source;
  document.title_origin = document.title.empty() ? Origin::kUnknown : Origin::kMetadata;
  document.source_origin = document.source.empty() ? Origin::kUnknown : Origin::kMetadata;
  context.add_whole(document, page.created);
}

} // namespace refrain::detail
