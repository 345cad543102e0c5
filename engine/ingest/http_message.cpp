#include "refrain/ingest/detail/http_message.h"

#include "refrain/core/ascii.h"
#include "refrain/ingest/detail/byte_source.h"

#include <algorithm>
#include <charconv>
#include <memory>

#include <zlib.h>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

std::string_view trimmed(std::string_view s) {
  constexpr std::string_view kSpace = " \t\r\n\"'";
  return ascii::trimmed(s, kSpace);
}

std::string_view next_line(std::string_view& bytes) {
  const std::size_t end = std::min(bytes.find('\n'), bytes.size());
  std::string_view line = bytes.substr(0, end);
  bytes.remove_prefix(std::min(end + 1, bytes.size()));
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

std::string_view field(const HeaderFields& fields, std::string_view name) {
  const auto it = fields.find(name);
  return it == fields.end() ? std::string_view() : std::string_view(it->second);
}

// A body without chunks where the header says chunked was undone by the crawler: it stays.
bool undo_chunks(std::string_view body, std::string& out) {
  while (!body.empty()) {
    const std::string_view line = next_line(body);
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    const std::string_view rest = trimmed(line.substr(static_cast<std::size_t>(end - line.data())));
    if (error != std::errc() || !(rest.empty() || rest.starts_with(';'))) {
      return false;
    }
    if (size == 0) {
      return true;
    }
    out.append(body.substr(0, size));
    body.remove_prefix(std::min<std::uint64_t>(size, body.size()));
    (void)next_line(body);
  }
  return true; // cut short
}

// With or without zlib's header: servers send both under this name.
void inflate_all(std::string_view packed, std::uint64_t limit, std::string& out,
                 std::string& problem) {
  constexpr std::size_t kStep = std::size_t{64} << 10;
  for (const int bits : {MAX_WBITS, -MAX_WBITS}) {
    z_stream stream{};
    if (inflateInit2(&stream, bits) != Z_OK) {
      problem = "cannot start to inflate";
      return;
    }
    const std::unique_ptr<z_stream, int (*)(z_stream*)> owner(&stream, inflateEnd);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    out.clear();
    int status = Z_OK;
    while (status == Z_OK && out.size() <= limit) {
      const std::size_t size = out.size();
      out.resize(size + kStep);
      stream.next_out = reinterpret_cast<Bytef*>(out.data() + size);
      stream.avail_out = kStep;
      status = inflate(&stream, Z_NO_FLUSH);
      out.resize(size + kStep - stream.avail_out);
    }
    if (out.size() > limit) {
      problem = "expected at most " + std::to_string(limit) + " bytes, found more";
      return;
    }
    problem = status == Z_STREAM_END ? "" : "damaged deflate data";
    if (!out.empty()) {
      return;
    }
  }
}

} // namespace

HeaderFields read_header_fields(std::string_view& bytes) {
  HeaderFields fields;
  std::string* last = nullptr;
  while (!bytes.empty()) {
    const std::string_view line = next_line(bytes);
    if (line.empty()) {
      break;
    }
    if ((line.front() == ' ' || line.front() == '\t') && last != nullptr) {
      *last += ' ' + std::string(trimmed(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      continue;
    }
    const auto [it, added] = fields.emplace(ascii::small(trimmed(line.substr(0, colon))),
                                            trimmed(line.substr(colon + 1)));
    last = added ? &it->second : nullptr;
  }
  return fields;
}

HttpResponse read_http_response(std::string_view bytes) {
  HttpResponse response;
  const std::string_view line = next_line(bytes);
  const std::size_t space = line.find(' ');
  if (!line.starts_with("HTTP/"sv) || space == std::string_view::npos) {
    return response;
  }
  const std::string_view status = trimmed(line.substr(space));
  std::from_chars(status.data(), status.data() + status.size(), response.status);
  response.valid = response.status > 0;
  response.fields = read_header_fields(bytes);
  response.body = bytes;
  return response;
}

void decode_http_body(const HttpResponse& response, std::uint64_t limit, std::string& out,
                      std::string& problem) {
  out.clear();
  if (ascii::small(field(response.fields, "transfer-encoding")).find("chunked") ==
          std::string::npos ||
      !undo_chunks(response.body, out)) {
    out = response.body;
  }
  const std::string encoding = ascii::small(field(response.fields, "content-encoding"));
  if (encoding.empty() || encoding == "identity" || out.empty()) {
    return;
  }
  if (encoding == "deflate") {
    const std::string packed = std::move(out);
    inflate_all(packed, limit, out, problem);
    return;
  }
  // A body that was unpacked before it was stored has none of these first bytes.
  if (encoding == "gzip" || encoding == "x-gzip" || encoding == "zstd") {
    const std::string packed = std::move(out);
    try {
      Input input(std::make_unique<MemorySource>(packed));
      if (!input.read_all(limit, out)) {
        problem = "expected at most " + std::to_string(limit) + " bytes, found more";
      }
    } catch (const ReadFailed& e) {
      problem = e.what();
    }
    return;
  }
  problem = "content encoding " + encoding.substr(0, 40) + " is not undone";
  out.clear();
}

ContentType read_content_type(std::string_view field) {
  ContentType found;
  found.type = ascii::small(trimmed(field.substr(0, field.find(';'))));
  const std::string parameters = ascii::small(field);
  if (const std::size_t at = parameters.find("charset="); at != std::string::npos) {
    const std::string_view value = std::string_view(parameters).substr(at + 8);
    found.charset = trimmed(value.substr(0, value.find(';')));
  }
  return found;
}

} // namespace refrain::detail
