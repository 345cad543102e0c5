// Any bytes as a table of metadata are read, or are one clear error.

#include "refrain/core/error.h"
#include "refrain/ingest/detail/metadata_table.h"

#include "tests/fuzz/reader_target.h"

#include <sys/mman.h>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace refrain;
  const int file = ::memfd_create("fuzz", 0);
  fuzz::require(::write(file, data, size) == static_cast<ssize_t>(size), "write");
  std::vector<Skipped> skipped;
  try {
    const detail::MetadataTable table("/proc/self/fd/" + std::to_string(file), fuzz::small_limits(),
                                      skipped);
    DocumentView document;
    document.id = "a";
    document.path = "b";
    table.apply(document);
    fuzz::require(is_valid_utf8(document.title), "title is not UTF-8");
    table.report_unused(skipped);
  } catch (const InvalidArgument& e) {
    fuzz::require(is_valid_utf8(e.what()), "an error is not UTF-8");
  } catch (const IoError&) {
    // Damaged compressed data.
  }
  for (const Skipped& s : skipped) {
    fuzz::require(is_valid_utf8(s.text), "a reason is not UTF-8");
  }
  ::close(file);
  return 0;
}
