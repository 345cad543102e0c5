// Any bytes read as subtitles give a document whose furniture and cues lie in its text.

#include "tests/fuzz/reader_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  refrain::fuzz::run_reader(data, size, refrain::detail::read_subtitles);
  return 0;
}
