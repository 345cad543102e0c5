// Any bytes read as a tar archive give documents and reasons, under the caps.

#include "tests/fuzz/reader_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  refrain::fuzz::run_reader(data, size, refrain::detail::read_tar_archive,
                            refrain::detail::for_each_in_tar);
  return 0;
}
