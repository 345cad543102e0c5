// Any bytes read as a table give documents and reasons.

#include "tests/fuzz/reader_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  refrain::fuzz::run_reader(data, size, refrain::detail::read_table, refrain::detail::for_each_row);
  return 0;
}
