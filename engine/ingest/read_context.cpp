#include "refrain/ingest/detail/format.h"
#include "refrain/text/metadata.h"

#include <algorithm>

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

void ReadContext::add_whole(DocumentView document, IsoDate created) {
  const std::string_view text = document.text;
  if (std::all_of(text.begin(), text.end(),
                  [](char c) { return static_cast<unsigned char>(c) <= ' '; })) {
    skip(0, SkipReason::kEmpty, "holds no text");
    return;
  }
  if (text.size() > kMaxDocumentBytes) {
    skip(0, SkipReason::kTooLarge, "its text is longer than 32-bit ranges reach");
    return;
  }
  document.id = file.id;
  document.path = file.path;
  GuessedMetadata guess;
  if (options.guess_metadata) {
    guess = guess_metadata(text, file.id);
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
  if (document.date.empty()) {
    document.date = created.view();
    document.date_origin = created.empty() ? Origin::kUnknown : Origin::kMetadata;
  }
  ++counts.records;
  corpus.add(document);
}

} // namespace refrain::detail
