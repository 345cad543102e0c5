#include "refrain/report/detail/xml_text.h"

#include "refrain/report/detail/json_text.h"

namespace refrain::detail {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// What stands for the character; empty where it stands for itself.
[[nodiscard]] std::string_view stand_in(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  switch (first) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  case '\t':
    return "&#9;";
  case '\n':
    return "&#10;";
  case '\r':
    return "&#13;";
  default:
    break;
  }
  const bool noncharacter = character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
  return first < 0x20 || noncharacter ? kReplacement : std::string_view();
}

} // namespace

void append_xml(std::string& out, std::string_view text) {
  std::size_t clean = 0;
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t n = utf8_sequence_length(text.substr(i));
    const std::string_view instead = n == 0 ? kReplacement : stand_in(text.substr(i, n));
    const std::size_t next = i + (n == 0 ? 1 : n);
    if (!instead.empty()) {
      out += text.substr(clean, i - clean);
      out += instead;
      clean = next;
    }
    i = next;
  }
  out += text.substr(clean);
}

} // namespace refrain::detail
