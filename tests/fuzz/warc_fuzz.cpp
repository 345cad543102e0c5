// Any bytes read as a web archive give documents and reasons.

#include "tests/fuzz/reader_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  refrain::fuzz::run_reader(data, size, refrain::detail::read_warc,
                            refrain::detail::for_each_in_warc);
  return 0;
}
