#pragma once
/// @file
/// What the fuzz targets of the readers share: one reader over one input in memory, and what must
/// hold of whatever comes out.
///
/// make_seeds.py writes inputs to start from: `make_seeds.py FOLDER`, then
/// `build/fuzz/tests/fuzz/zip_fuzz FOLDER/zip -max_total_time=600`.

#include "refrain/ingest/detail/format.h"
#include "refrain/text/decode.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

namespace refrain::fuzz {

inline void require(bool holds, const char* what) {
  if (!holds) {
    std::fprintf(stderr, "%s\n", what);
    std::abort();
  }
}

inline void check(const Corpus& corpus) {
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    const std::string_view text = corpus.text(d);
    require(is_valid_utf8(text), "text is not UTF-8");
    require(is_valid_utf8(corpus.title(d)), "title is not UTF-8");
    require(is_valid_utf8(corpus.source(d)), "source is not UTF-8");
    require(is_valid_utf8(corpus.id(d)) && !corpus.id(d).empty(), "id is not UTF-8 or empty");
    require(is_valid_utf8(corpus.path(d)), "path is not UTF-8");
    require(is_valid_utf8(corpus.language(d)), "language is not UTF-8");
    std::uint32_t last = 0;
    for (const TextMark& mark : corpus.marks(d)) {
      require(mark.bytes.begin >= last && mark.bytes.begin <= mark.bytes.end &&
                  mark.bytes.end <= text.size(),
              "marks are out of order or outside the text");
      last = mark.bytes.begin;
      for (const std::uint32_t at : {mark.bytes.begin, mark.bytes.end}) {
        require(at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U,
                "a mark cuts a character");
      }
    }
    const ElementView elements = corpus.elements(d);
    last = 0;
    for (const ElementMark& mark : elements.marks) {
      require(mark.begin >= last && mark.begin <= text.size() && mark.name < elements.names.size(),
              "elements are out of order or outside the text");
      require(is_valid_utf8(elements.name(mark.name)), "the name of an element is not UTF-8");
      last = mark.begin;
    }
  }
}

/// Small limits, so that inputs of a few kilobytes reach them.
inline IngestOptions small_limits() {
  IngestOptions options;
  options.max_record_bytes = 1 << 20;
  options.archives.member_bytes = 1 << 18;
  options.archives.total_bytes = 1 << 21;
  options.archives.members = 200;
  options.archives.depth = 3;
  options.pdftotext = "/nowhere";
  return options;
}

/// Runs `read` and, where it is given, `for_each`.
inline void run_reader(const std::uint8_t* data, std::size_t size,
                       void (*read)(detail::Input&, detail::ReadContext&),
                       void (*for_each)(detail::Input&, const detail::RecordContext&) = nullptr) {
  const IngestOptions options = small_limits();
  const RunControl control;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  detail::InputFile file;
  file.id = "fuzz";
  file.path = "fuzz";
  Corpus corpus;
  std::vector<Skipped> skipped;
  IngestCounts counts;
  detail::ReadContext context{file, options, control, corpus, skipped, counts};
  try {
    detail::Input input(std::make_unique<detail::MemorySource>(bytes));
    read(input, context);
  } catch (const detail::ReadFailed&) {
    // What came before it stays, and is checked.
  }
  check(corpus);
  for (const Skipped& s : skipped) {
    require(is_valid_utf8(s.path), "the path of a skipped record is not UTF-8");
    require(is_valid_utf8(s.text), "a reason is not UTF-8");
  }
  require(counts.records == corpus.size() + skipped.size(), "records are not counted right");
  if (for_each == nullptr) {
    return;
  }
  std::size_t records = 0;
  const std::function<void(const RawRecord&)> count = [&](const RawRecord&) { ++records; };
  try {
    detail::Input input(std::make_unique<detail::MemorySource>(bytes));
    for_each(input, {file, options, control, count});
  } catch (const detail::ReadFailed&) {
    // Reported by the reader.
  }
}

} // namespace refrain::fuzz
