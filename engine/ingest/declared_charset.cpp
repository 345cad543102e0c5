#include "refrain/ingest/detail/declared_charset.h"

#include <algorithm>

namespace refrain::detail {

using namespace std::string_view_literals;

std::string_view declared_charset(std::string_view bytes) {
  bytes = bytes.substr(0, 4096);
  for (const std::string_view key : {"charset="sv, "CHARSET="sv, "Charset="sv, "encoding="sv}) {
    std::size_t at = bytes.find(key);
    if (at == std::string_view::npos) {
      continue;
    }
    at += key.size();
    while (at < bytes.size() && (bytes[at] == '"' || bytes[at] == '\'' || bytes[at] == ' ')) {
      ++at;
    }
    const std::size_t end = std::min(bytes.find_first_of("\"' />;\r\n\t"sv, at), bytes.size());
    return bytes.substr(at, std::min<std::size_t>(end - at, 40));
  }
  return {};
}

} // namespace refrain::detail
