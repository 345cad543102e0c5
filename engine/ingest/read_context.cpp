#include "refrain/ingest/detail/format.h"
#include "refrain/ingest/detail/html_text.h"
#include "refrain/ingest/detail/metadata_table.h"
#include "refrain/text/decode.h"
#include "refrain/text/language_guess.h"
#include "refrain/text/metadata.h"
#include "refrain/text/speakers.h"

#include <algorithm>
#include <memory>

namespace refrain::detail {

bool ReadContext::read_whole(Input& input, std::string& bytes) {
  try {
    if (input.read_all(options.max_record_bytes, bytes)) {
      return true;
    }
    skip(0, SkipReason::kTooLarge,
         "expected at most " + std::to_string(options.max_record_bytes) + " bytes, found more");
    return false;
  } catch (const ReadFailed& e) {
    if (e.reason != SkipReason::kDamaged) {
      throw;
    }
    skip(0, e.reason, std::string(e.what()) + " after " + std::to_string(bytes.size()) + " bytes");
    return !bytes.empty();
  }
}

bool ReadContext::read_text(Input& input, PlainText& content) {
  if (!read_whole(input, content.bytes)) {
    return false;
  }
  if (looks_binary(content.bytes)) {
    skip(0, SkipReason::kBinary, "expected text, found NUL bytes or control characters");
    return false;
  }
  const Decoded decoded = decode(content.bytes, content.converted, charset({}));
  counts.replaced_bytes += decoded.replaced;
  content.text = decoded.text;
  return true;
}

void ReadContext::add_whole(DocumentView document, IsoDate created) {
  const std::string_view text = document.text;
  if (std::all_of(text.begin(), text.end(),
                  [](char c) { return static_cast<unsigned char>(c) <= ' '; })) {
    skip(0, SkipReason::kEmpty, "holds no text");
    return;
  }
  if (text.size() > kMaxDocumentBytes) {
    skip(0, SkipReason::kOverCap, "its text is longer than 32-bit ranges reach");
    return;
  }
  document.id = file.id;
  document.path = file.path;
  GuessedMetadata guess;
  if (options.guess_metadata) {
    guess = guess_metadata(text, file.counted ? std::string_view() : std::string_view(file.id));
    if (document.title.empty()) {
      document.title = guess.title;
      document.title_origin = guess.title_origin;
    }
    if (document.source.empty()) {
      document.source = guess.source;
      document.source_origin = guess.source_origin;
    }
    if (document.date.empty()) {
      document.date = guess.date.view();
      document.date_origin = guess.date_origin;
    }
  }
  if (options.guess_metadata && document.language.empty()) {
    document.language = guess_language(text);
    document.language_origin = document.language.empty() ? Origin::kUnknown : Origin::kText;
  }
  const auto last_resort = [](std::string_view& value, Origin& origin, std::string_view other) {
    if (value.empty() && !other.empty()) {
      value = other;
      origin = Origin::kMetadata;
    }
  };
  last_resort(document.date, document.date_origin, created.view());
  if (hints != nullptr) {
    last_resort(document.date, document.date_origin, hints->date.view());
    last_resort(document.source, document.source_origin, hints->source);
  }
  ElementList speakers;
  if (!options.ignore_speakers) {
    speakers = find_speakers(text);
    document.speakers = speakers;
  }
  add(document);
}

void ReadContext::skip(std::uint64_t position, SkipReason reason, std::string_view text) {
  ++counts.records;
  skipped.push_back({file.path, position, reason, {}});
  append_repaired_utf8(text, skipped.back().text);
}

void ReadContext::count_page(std::uint64_t furniture_bytes, bool too_deep) {
  counts.furniture_bytes += furniture_bytes;
  if (too_deep) {
    skip(0, SkipReason::kTooDeep,
         "elements nested deeper than " + std::to_string(kHtmlDepth) + "; what follows is missing");
  }
}

HtmlOptions ReadContext::html_options() const {
  HtmlOptions html;
  html.main_text_only = options.main_text_only;
  html.keep_furniture = options.keep_furniture;
  return html;
}

void ReadContext::read_part(std::string_view bytes) {
  try {
    Input content(std::make_unique<MemorySource>(bytes));
    ++counts.files;
    format_of(content, file).read(content, *this);
    counts.replaced_bytes += content.replaced();
  } catch (const ReadFailed& e) {
    skip(0, e.reason, e.what());
  }
}

void ReadContext::add(DocumentView& document) {
  if (metadata != nullptr) {
    metadata->apply(document);
  }
  ++counts.records;
  corpus.add(document);
}

} // namespace refrain::detail
