// Any bytes read as an e-mail give documents and reasons.

#include "tests/fuzz/reader_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  refrain::fuzz::run_reader(data, size, refrain::detail::read_mail);
  return 0;
}
