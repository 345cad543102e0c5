/// Reads a saved web page as one document.

#include "refrain/core/ascii.h"
#include "refrain/ingest/detail/declared_charset.h"
#include "refrain/ingest/detail/format.h"
#include "refrain/ingest/detail/html_text.h"
#include "refrain/text/decode.h"

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

// The page that report/ writes says so in its head. It repeats what its documents repeat.
bool is_report(std::string_view page) {
  constexpr std::size_t kHead = 4096;
  return page.substr(0, kHead).find("<meta name=\"generator\" content=\"refrain;"sv) !=
         std::string_view::npos;
}

} // namespace

bool looks_like_html(const Sniff& sniff) {
  std::string_view head = sniff.head;
  if (byte_order_mark(head).encoding == "UTF-8") {
    head.remove_prefix(3);
  }
  // Comments and an XML declaration may stand before the root.
  while (true) {
    const std::size_t first = head.find_first_not_of(" \t\r\n"sv);
    if (first == std::string_view::npos) {
      return false;
    }
    head.remove_prefix(first);
    std::string_view end;
    if (head.starts_with("<!--"sv)) {
      end = "-->"sv;
    } else if (head.starts_with("<?xml"sv)) {
      end = "?>"sv;
    } else {
      return ascii::starts_with_ignoring_case(head, "<!doctype html"sv) ||
             ascii::starts_with_ignoring_case(head, "<html"sv);
    }
    const std::size_t at = head.find(end);
    if (at == std::string_view::npos) {
      return false;
    }
    head.remove_prefix(at + end.size());
  }
}

void read_html(Input& input, ReadContext& context) {
  std::string bytes;
  if (!context.read_whole(input, bytes)) {
    return;
  }
  std::string storage;
  const Decoded decoded = decode(bytes, storage, context.charset(declared_charset(bytes)));
  context.counts.replaced_bytes += decoded.replaced;
  if (is_report(decoded.text)) {
    context.skip(0, SkipReason::kOutput, "a report that refrain wrote");
    return;
  }
  const HtmlText page = extract_html(decoded.text, context.html_options());
  context.count_page(page.furniture_bytes, page.too_deep);
  DocumentView document;
  document.text = page.text;
  document.marks = page.marks;
  document.elements = page.elements;
  document.title = page.title;
  document.source = page.source;
  document.date = page.date.view();
  document.language = page.language;
  const auto origin = [](std::string_view value) {
    return value.empty() ? Origin::kUnknown : Origin::kMetadata;
  };
  document.title_origin = origin(document.title);
  document.source_origin = origin(document.source);
  document.date_origin = origin(document.date);
  document.language_origin = origin(document.language);
  const std::size_t before = context.corpus.size();
  context.add_whole(document);
  if (context.pages != nullptr && context.corpus.size() > before) {
    context.pages->push_back({static_cast<DocumentIndex>(before), site_of(context.file, page)});
  }
}

} // namespace refrain::detail
