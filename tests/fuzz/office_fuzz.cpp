// Any bytes as the XML of Word and OpenDocument texts and of books, and as their files.

#include "refrain/ingest/detail/office_text.h"

#include "tests/fuzz/reader_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace refrain;
  if (size == 0) {
    return 0;
  }
  const std::string_view rest(reinterpret_cast<const char*>(data + 1), size - 1);
  switch (data[0] % 4) {
  case 0:
    fuzz::require(is_valid_utf8(detail::office_text(rest).text), "text is not UTF-8");
    (void)detail::office_metadata(rest);
    (void)detail::epub_package(rest);
    (void)detail::epub_spine(rest);
    break;
  case 1:
    fuzz::run_reader(data + 1, size - 1, detail::read_docx);
    break;
  case 2:
    fuzz::run_reader(data + 1, size - 1, detail::read_odt);
    break;
  default:
    fuzz::run_reader(data + 1, size - 1, detail::read_epub);
  }
  return 0;
}
