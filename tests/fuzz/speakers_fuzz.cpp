// Any text gives marks in order, on characters, with names that are lines of UTF-8; and a text
// without a transcript's labels gives none.

#include "refrain/text/decode.h"
#include "refrain/text/speakers.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

void require(bool holds, const char* what) {
  if (!holds) {
    std::fprintf(stderr, "%s\n", what);
    std::abort();
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text;
  refrain::append_repaired_utf8({reinterpret_cast<const char*>(data), size}, text);
  const refrain::ElementList list = refrain::find_speakers(text);
  const refrain::ElementView view = list;
  std::string_view last;
  for (std::size_t i = 0; i < list.marks.size(); ++i) {
    const refrain::ElementMark& mark = list.marks[i];
    require(mark.begin < text.size(), "a mark behind the text");
    require(i == 0 || mark.begin > list.marks[i - 1].begin, "marks out of order");
    require((static_cast<unsigned char>(text[mark.begin]) & 0xC0U) != 0x80U,
            "a mark inside of a character");
    const std::string_view name = view.name(mark.name);
    require(refrain::is_valid_utf8(name), "a name is not UTF-8");
    require(name != last, "a mark that changes nothing");
    require(name.empty() || view.at(mark.begin) == name, "another name at a mark");
    last = name;
  }
  require(list.marks.empty() || text.find_first_of(":.\xEF") != std::string::npos,
          "speakers without a label");
  return 0;
}
