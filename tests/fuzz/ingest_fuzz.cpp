// Any bytes under any name are read or skipped with a reason; every text is valid UTF-8, and the
// records that are copied are those that were read.

#include "refrain/ingest/ingest.h"
#include "refrain/text/decode.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

namespace {

void require(bool holds, const char* what) {
  if (!holds) {
    std::fprintf(stderr, "%s\n", what);
    std::abort();
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Formats are known by name too; the first byte chooses one.
  static constexpr std::array kNames{"a.txt", "a.jsonl", "a.html", "a.csv", "a.tsv", "a.docx"};
  if (size == 0) {
    return 0;
  }
  const int file = ::memfd_create("fuzz", 0);
  require(::write(file, data + 1, size - 1) == static_cast<ssize_t>(size - 1), "write");
  refrain::IngestOptions options;
  options.stdin_fd = file;
  options.stdin_name = kNames[data[0] % kNames.size()];
  options.max_record_bytes = 1 << 20;
  const std::vector<std::string> inputs{"-"};
  const refrain::IngestResult result = refrain::ingest(inputs, options, {});
  for (refrain::DocumentIndex d = 0; d < result.corpus.size(); ++d) {
    require(refrain::is_valid_utf8(result.corpus.text(d)), "text is not UTF-8");
    require(refrain::is_valid_utf8(result.corpus.title(d)), "title is not UTF-8");
    require(refrain::is_valid_utf8(result.corpus.source(d)), "source is not UTF-8");
    require(!result.corpus.id(d).empty(), "a document without an id");
  }
  std::size_t records = 0;
  refrain::for_each_record(inputs, options, {}, [&](const refrain::RawRecord&) { ++records; });
  require(records + result.skipped.size() >= result.corpus.size(), "records are missing");
  ::close(file);
  return 0;
}
