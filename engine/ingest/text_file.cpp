/// Reads a plain text file as one document.

#include "refrain/ingest/detail/format.h"
#include "refrain/ingest/detail/front_matter.h"
#include "refrain/text/decode.h"

namespace refrain::detail {

bool looks_binary(std::string_view bytes) {
  std::size_t controls = 0;
  bool nul = false;
  for (const char c : bytes) {
    // \a to \r and escape occur in text: tabs, line and page ends, colours of terminals.
    const auto u = static_cast<unsigned char>(c);
    controls += (u < 0x20 && (u < 0x07 || u > 0x0D) && u != 0x1B) || u == 0x7F ? 1U : 0U;
    nul = nul || c == '\0';
  }
  // Text that went through a wrong conversion holds control characters, NUL among them, where
  // quotation marks or foreign letters stood, and is UTF-8 all the same; a binary file is not, and
  // half of UTF-16 without a mark is NUL. A cut may have split the last character.
  constexpr std::size_t kLongestCharacter = 4;
  if (valid_utf8_prefix(bytes) + kLongestCharacter > bytes.size()) {
    return controls * 3 > bytes.size();
  }
  return nul || controls * 20 > bytes.size();
}

void read_text_file(Input& input, ReadContext& context) {
  PlainText content;
  if (!context.read_text(input, content)) {
    return;
  }
  const std::string name =
      plain_name(context.file.name.empty() ? context.file.id : context.file.name);
  const bool yaml = name.ends_with(".yaml") || name.ends_with(".yml"); // --- parts its documents
  const FrontMatter matter = yaml ? FrontMatter() : read_front_matter_of_text(content.text);
  const auto origin = [](std::string_view value) {
    return value.empty() ? Origin::kUnknown : Origin::kMetadata;
  };
  DocumentView document;
  document.text = content.text.substr(matter.size);
  document.title = matter.title;
  document.title_origin = origin(document.title);
  document.source = matter.source;
  document.source_origin = origin(document.source);
  document.date = matter.date.view();
  document.date_origin = origin(document.date);
  document.language = matter.language;
  document.language_origin = origin(document.language);
  context.add_whole(document);
}

} // namespace refrain::detail
