// Any text as what pdftotext gives makes a text with its pages in order.

#include "refrain/ingest/detail/pdf_layout.h"

#include "tests/fuzz/reader_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace refrain;
  std::string bytes;
  append_repaired_utf8({reinterpret_cast<const char*>(data), size}, bytes);
  const detail::PdfLayout layout = detail::read_pdf_layout(bytes);
  for (const detail::MarkedText& text : {detail::pdf_text(layout), detail::pdf_plain_text(bytes)}) {
    Document document;
    document.id = "pdf";
    document.text = text.text;
    document.marks = text.marks;
    Corpus corpus;
    corpus.add(document);
    document.marks = detail::MarkedText::without_furniture(text.text, text.marks).marks;
    document.text = detail::MarkedText::without_furniture(text.text, text.marks).text;
    corpus.add(document);
    fuzz::check(corpus);
  }
  return 0;
}
