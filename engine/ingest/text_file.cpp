/// Reads a plain text or Markdown file as one document.

#include "refrain/ingest/detail/format.h"
#include "refrain/text/decode.h"
#include "refrain/text/metadata.h"

#include <algorithm>

namespace refrain::detail {
namespace {

bool only_space(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

} // namespace

bool looks_binary(std::string_view bytes) {
  if (byte_order_mark(bytes).size >= 2 && byte_order_mark(bytes).encoding != "UTF-8") {
    return false;
  }
  std::size_t controls = 0;
  for (const char c : bytes) {
    if (c == '\0') {
      return true;
    }
    // \a to \r and escape occur in text: tabs, line and page ends, colours of terminals.
    const auto u = static_cast<unsigned char>(c);
    controls += (u < 0x20 && (u < 0x07 || u > 0x0D) && u != 0x1B) || u == 0x7F ? 1U : 0U;
  }
  return controls * 20 > bytes.size();
}

void read_text_file(Input& input, ReadContext& context) {
  std::string bytes;
  std::string failed;
  SkipReason failed_reason = SkipReason::kDamaged;
  try {
    if (!input.read_all(context.options.max_record_bytes, bytes)) {
      context.skip(0, SkipReason::kTooLarge,
                   "expected at most " + std::to_string(context.options.max_record_bytes) +
                       " bytes, found more");
      return;
    }
  } catch (const ReadFailed& e) {
    failed = e.what();
    failed_reason = e.reason;
  }
  if (looks_binary(bytes)) {
    context.skip(0, SkipReason::kBinary, "expected text, found NUL bytes or control characters");
    return;
  }
  std::string storage;
  const Decoded decoded = decode(bytes, storage);
  context.counts.replaced_bytes += decoded.replaced;
  if (!failed.empty()) {
    context.skip(0, failed_reason, failed + " after " + std::to_string(bytes.size()) + " bytes");
  }
  if (only_space(decoded.text)) {
    if (failed.empty()) {
      context.skip(0, SkipReason::kEmpty, "holds no text");
    }
    return;
  }
  if (decoded.text.size() > kMaxDocumentBytes) {
    context.skip(0, SkipReason::kTooLarge, "its text is longer than 32-bit ranges reach");
    return;
  }
  DocumentView document;
  document.id = context.file.id;
  document.path = context.file.path;
  document.text = decoded.text;
  GuessedMetadata guess;
  if (context.options.guess_metadata) {
    guess = guess_metadata(decoded.text, context.file.id);
    document.title = guess.title;
    document.title_origin = guess.title_origin;
    document.source = guess.source;
    document.source_origin = guess.source_origin;
    document.date = guess.date.view();
    document.date_origin = guess.date_origin;
  }
  ++context.counts.records;
  context.corpus.add(document);
}

} // namespace refrain::detail
