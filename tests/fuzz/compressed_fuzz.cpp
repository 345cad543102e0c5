// Any bytes as compressed text (gzip, zstd, xz, bzip2) give a document or a reason.

#include "tests/fuzz/reader_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  refrain::fuzz::run_reader(data, size, refrain::detail::read_text_file);
  return 0;
}
