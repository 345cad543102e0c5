/// Reads a WARC file, what web archives and crawlers store: every page in it as a document.

#include "refrain/ingest/detail/buffered_input.h"
#include "refrain/ingest/detail/format.h"
#include "refrain/ingest/detail/http_message.h"
#include "refrain/text/decode.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <unordered_set>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kHeaderBytes = std::size_t{256} << 10;

std::string_view field(const HeaderFields& fields, std::string_view name) {
  const auto it = fields.find(name);
  return it == fields.end() ? std::string_view() : std::string_view(it->second);
}

// What a name says of the format, made from what the server said; null for what is not read.
const char* name_for(std::string_view type) {
  struct Known {
    std::string_view type;
    const char* name;
  };
  static constexpr Known kTypes[] = {
      {"text/html", ".html"},
      {"application/xhtml+xml", ".xhtml"},
      {"text/plain", ".txt"},
      {"text/markdown", ".md"},
      {"application/pdf", ".pdf"},
      {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"},
      {"application/vnd.oasis.opendocument.text", ".odt"},
      {"application/epub+zip", ".epub"},
      {"application/octet-stream", "unknown"},
      {"", "unknown"},
  };
  for (const Known& known : kTypes) {
    if (known.type == type) {
      return known.name;
    }
  }
  return nullptr;
}

std::string_view host_of(std::string_view uri) {
  const std::size_t scheme = uri.find("://");
  std::string_view host = scheme == std::string_view::npos ? "" : uri.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  host = host.substr(std::min(host.rfind('@') + 1, host.size()));
  host = host.substr(0, host.find(':'));
  return host.starts_with("www.") ? host.substr(4) : host;
}

struct Page {
  InputFile file;
  PartHints hints;
  std::string payload;
};

struct Visitor {
  std::function<void(const Page&)> read;
  std::function<void(const InputFile&, SkipReason, const std::string&)> skip;
};

class WarcReader {
public:
  WarcReader(Input& input, const InputFile& file, const IngestOptions& options,
             const RunControl& control, const Visitor& visitor)
      : input_(input), file_(file), options_(options), control_(control), visitor_(visitor) {}

  void run() {
    try {
      while (next()) {
        control_.check();
      }
    } catch (const ReadFailed& e) {
      if (e.reason == SkipReason::kUnreadable) {
        throw;
      }
      visitor_.skip(file_, e.reason, "the rest is not read: " + std::string(e.what()));
      return;
    }
    if (pages_ == 0 && !told_) {
      visitor_.skip(file_, SkipReason::kEmpty, "a WARC file without pages");
    }
  }

private:
  void skip(const InputFile& file, SkipReason reason, const std::string& text) {
    told_ = true;
    visitor_.skip(file, reason, text);
  }

  // Reads one record; false at the end.
  bool next() {
    std::string_view line;
    do {
      if (!input_.line(line, kHeaderBytes)) {
        return false;
      }
    } while (line.empty() || line == "\r"sv);
    if (!line.starts_with("WARC/"sv)) {
      skip(file_, SkipReason::kDamaged,
           "expected the start of a record behind " + std::to_string(records_) +
               ", found other bytes; the rest is not read");
      return false;
    }
    ++records_;
    std::string header;
    while (input_.line(line, kHeaderBytes) && !line.empty() && line != "\r"sv) {
      header.append(line).append("\n");
      if (header.size() > kHeaderBytes) {
        break;
      }
    }
    std::string_view bytes = header;
    const HeaderFields fields = read_header_fields(bytes);
    const std::string_view length = field(fields, "content-length");
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), size);
    if (error != std::errc() || end != length.data() + length.size()) {
      skip(file_, SkipReason::kDamaged,
           "record " + std::to_string(records_) + " does not say its length; the rest is not read");
      return false;
    }
    const std::string_view type = field(fields, "warc-type");
    const bool page = type == "response" || type == "resource" || type == "conversion";
    if (!page) {
      input_.take(size, nullptr);
      if (type == "revisit") {
        skip(part(fields).file, SkipReason::kSameFile, "a revisit: its page is stored elsewhere");
      }
      return true;
    }
    Page found = part(fields);
    if (size > options_.max_record_bytes) {
      input_.take(size, nullptr);
      skip(found.file, SkipReason::kTooLarge,
           "expected at most " + std::to_string(options_.max_record_bytes) +
               " bytes in a record, found " + std::to_string(size));
      return true;
    }
    std::string block;
    const std::uint64_t got = input_.take(size, &block);
    if (got < size) {
      skip(found.file, SkipReason::kDamaged,
           "expected " + std::to_string(size) + " bytes, found " + std::to_string(got));
    }
    read_block(fields, type == "response", block, found);
    return true;
  }

  // The id and the date of a record.
  Page part(const HeaderFields& fields) {
    Page page;
    std::string_view uri = field(fields, "warc-target-uri");
    if (uri.starts_with('<') && uri.ends_with('>')) { // as WARC 1.0 wrote it
      uri = uri.substr(1, uri.size() - 2);
    }
    std::string address;
    append_repaired_utf8(uri, address);
    std::string id = address;
    if (id.empty()) {
      id = file_.id + "/record-" + std::to_string(records_);
    }
    const std::string_view date = field(fields, "warc-date");
    if (!ids_.insert(id).second) {
      id += ' ';
      append_repaired_utf8(date, id);
      while (!ids_.insert(id).second) {
        id += "+";
      }
    }
    page.file.id = id;
    page.file.path = file_.path + '/' + id;
    page.hints.date = parse_date(date);
    page.hints.source = host_of(address);
    return page;
  }

  void read_block(const HeaderFields& fields, bool response, std::string& block, Page& page) {
    std::string_view type_field = field(fields, "content-type");
    if (response && type_field.find("http") != std::string_view::npos) {
      const HttpResponse http = read_http_response(block);
      if (!http.valid) {
        skip(page.file, SkipReason::kDamaged, "expected an HTTP status line, found other bytes");
        return;
      }
      if (http.status < 200 || http.status > 299) {
        skip(page.file, SkipReason::kUnsupported,
             "HTTP status " + std::to_string(http.status) + " is no page");
        return;
      }
      const ContentType type = read_content_type(field(http.fields, "content-type"));
      if (!take_type(type, page)) {
        return;
      }
      std::string problem;
      decode_http_body(http, options_.max_record_bytes, page.payload, problem);
      if (!problem.empty()) {
        skip(page.file, SkipReason::kDamaged, problem);
      }
    } else {
      if (!take_type(read_content_type(type_field), page)) {
        return;
      }
      page.payload = std::move(block);
    }
    if (page.payload.empty()) {
      skip(page.file, SkipReason::kEmpty, "holds no text");
      return;
    }
    ++pages_;
    visitor_.read(page);
  }

  bool take_type(const ContentType& type, Page& page) {
    const char* name = name_for(type.type);
    if (name == nullptr) {
      std::string shown;
      append_repaired_utf8(type.type.substr(0, 80), shown);
      skip(page.file, SkipReason::kUnsupported, "content type " + shown + " is not read");
      return false;
    }
    page.file.name = name;
    page.hints.charset = type.charset;
    return true;
  }

  BufferedInput input_;
  const InputFile& file_;
  const IngestOptions& options_;
  const RunControl& control_;
  const Visitor& visitor_;
  std::unordered_set<std::string> ids_;
  std::uint64_t records_ = 0;
  std::uint64_t pages_ = 0;
  bool told_ = false;
};

} // namespace

bool looks_like_warc(const Sniff& sniff) {
  return sniff.head.starts_with("WARC/0."sv) || sniff.head.starts_with("WARC/1."sv);
}

void read_warc(Input& input, ReadContext& context) {
  Visitor visitor;
  visitor.read = [&](const Page& page) {
    ReadContext part = context.part(page.file);
    part.hints = &page.hints;
    part.read_part(page.payload);
  };
  visitor.skip = [&](const InputFile& file, SkipReason reason, const std::string& text) {
    context.part(file).skip(0, reason, text);
  };
  WarcReader(input, context.file, context.options, context.control, visitor).run();
}

void for_each_in_warc(Input& input, const RecordContext& context) {
  Visitor visitor;
  visitor.read = [&](const Page& page) {
    context.callback({page.payload, page.file.path, 0, false});
  };
  visitor.skip = [](const InputFile&, SkipReason, const std::string&) {};
  WarcReader(input, context.file, context.options, context.control, visitor).run();
}

} // namespace refrain::detail
