// Any bytes read as a mailbox give documents and reasons.

#include "tests/fuzz/reader_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  refrain::fuzz::run_reader(data, size, refrain::detail::read_mbox,
                            refrain::detail::for_each_in_mbox);
  return 0;
}
