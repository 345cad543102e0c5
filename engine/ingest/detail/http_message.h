#pragma once
/// @file
/// A stored HTTP response: status, headers and the body as the server meant it. Used by the reader
/// of WARC files.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace refrain::detail {

/// Header fields by name in lower case; of equal names the first counts.
using HeaderFields = std::map<std::string, std::string, std::less<>>;

/// Reads "Name: value" lines up to a blank one, continued lines among them; moves `bytes` behind
/// it.
[[nodiscard]] HeaderFields read_header_fields(std::string_view& bytes);

struct HttpResponse {
  bool valid = false; ///< there is a status line
  int status = 0;
  HeaderFields fields;
  std::string_view body; ///< as stored
};
[[nodiscard]] HttpResponse read_http_response(std::string_view bytes);

/// Undoes chunked transfer and the content encodings gzip, deflate and zstd.
/// @param limit    more bytes than this are a problem
/// @param problem  what is wrong; empty when all is well. What could be read stays in `out`
void decode_http_body(const HttpResponse& response, std::uint64_t limit, std::string& out,
                      std::string& problem);

/// "text/html" of "Text/HTML; charset=utf-8", and its charset.
struct ContentType {
  std::string type;
  std::string charset;
};
[[nodiscard]] ContentType read_content_type(std::string_view field);

} // namespace refrain::detail
