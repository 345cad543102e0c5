#include "refrain/ingest/detail/csv.h"

#include "refrain/core/ascii.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kStep = std::size_t{256} << 10;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::size_t kLinesLikeRows = 8; // so many that are rows by themselves are rows

bool ends_line(char c, const CsvDialect& dialect) {
  return c == '\n' || (c == '\r' && dialect.cr);
}

// Where the line of `at` ends, at most the size.
std::size_t line_end(std::string_view bytes, std::size_t at, const CsvDialect& dialect) {
  return std::min(bytes.find_first_of(dialect.cr ? "\r\n"sv : "\n"sv, at), bytes.size());
}

// What Excel writes and heeds in front of a table.
std::optional<char> declared_separator(std::string_view line) {
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  if (line.starts_with('"') && line.ends_with('"') && line.size() == 7) {
    line = line.substr(1, 5);
  }
  if (line.size() != 5 || ascii::small(line.substr(0, 4)) != "sep=" || line[4] == '"') {
    return std::nullopt;
  }
  return line[4];
}

// What a way to write rows makes of the first bytes of a file.
struct Reading {
  std::uint64_t faults = 0;
  std::uint64_t doubled = 0;
  std::uint64_t line_feeds = 0; // lines that end in LF or CR LF
  std::uint64_t returns = 0;    // lines that end in CR alone
};

Reading reading_of(std::string_view head, const CsvDialect& dialect) {
  const bool ended = head.size() < kHeadBytes;
  CsvScanner scanner;
  Reading reading;
  std::size_t at = head.starts_with(kUtf8Mark) ? kUtf8Mark.size() : 0;
  while (at < head.size()) {
    const CsvScanner::Found found = scanner.scan(head, at, ended, dialect);
    if (found == CsvScanner::Found::kMore) {
      break;
    }
    std::size_t after = scanner.after();
    if (found == CsvScanner::Found::kOpenQuote) {
      ++scanner.faults;
      after = line_end(head, at, dialect) + 1;
    }
    if (after < head.size()) {
      const bool cr = head[after - 1] == '\r' && head[after] != '\n';
      reading.returns += cr ? 1 : 0;
      reading.line_feeds += cr ? 0 : 1;
    } else if (after == head.size() && ended) {
      reading.returns += head[after - 1] == '\r' ? 1 : 0;
      reading.line_feeds += head[after - 1] == '\n' ? 1 : 0;
    }
    at = after;
  }
  reading.faults = scanner.faults;
  reading.doubled = scanner.doubled;
  return reading;
}

CsvDialect dialect_of(std::string_view head, char separator) {
  CsvDialect dialect;
  dialect.separator = separator;
  dialect.cr = true;
  const Reading lines = reading_of(head, dialect);
  dialect.cr = lines.returns > 0 && lines.line_feeds == 0;
  const Reading plain = reading_of(head, dialect);
  dialect.faulty = plain.faults > 0;
  if (dialect.faulty) { // nothing is changed for a file that obeys RFC 4180
    dialect.backslash = true;
    const Reading escaped = reading_of(head, dialect);
    dialect.backslash = escaped.faults < plain.faults && escaped.doubled == 0;
  }
  return dialect;
}

} // namespace

CsvScanner::Found CsvScanner::scan(std::string_view bytes, std::size_t at, bool ended,
                                   const CsvDialect& dialect) {
  fields_.clear();
  for (std::size_t i = at;;) {
    Field field{i, i, false};
    if (i < bytes.size() && bytes[i] == '"') {
      std::size_t next = i;
      const Quote quote = close(bytes, i, ended, dialect, next);
      if (quote == Quote::kMore) {
        return Found::kMore;
      }
      if (quote == Quote::kOpen) {
        return Found::kOpenQuote;
      }
      field.quoted = quote == Quote::kCloses;
      i = next;
    }
    if (!field.quoted) {
      bool quotes = false;
      for (; i < bytes.size() && bytes[i] != dialect.separator && !ends_line(bytes[i], dialect);
           ++i) {
        quotes = quotes || bytes[i] == '"';
      }
      field.end = i;
      faults += quotes ? 1 : 0;
    } else {
      ++field.begin;
      field.end = end_; // where close() found it
    }
    if (i >= bytes.size() && !ended) {
      return Found::kMore;
    }
    fields_.push_back(field);
    if (i < bytes.size() && bytes[i] == dialect.separator) {
      ++i;
      continue;
    }
    end_ = i;
    after_ = std::min(i + 1, bytes.size());
    // The CR of CR LF belongs to the line end.
    if (end_ > at && bytes[end_ - 1] == '\r') {
      --end_;
      fields_.back().end = std::min(fields_.back().end, end_);
    }
    return Found::kRow;
  }
}

// Sets end_ to the closing quote and `next` to what follows the field.
CsvScanner::Quote CsvScanner::close(std::string_view bytes, std::size_t open, bool ended,
                                    const CsvDialect& dialect, std::size_t& next) {
  const bool tabs = dialect.separator == '\t';
  std::size_t lines = 0; // that ended inside the quotes
  bool like_rows = tabs && dialect.columns > 1 && (dialect.faulty || faults > 0);
  std::size_t columns = fields_.size() + 1; // of the line up to here, were there no quotes
  std::uint64_t pairs = 0;
  for (std::size_t i = open + 1; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (ends_line(c, dialect)) {
      if (dialect.single_line) {
        return Quote::kCharacter;
      }
      like_rows = like_rows && columns == dialect.columns;
      if (like_rows && ++lines == kLinesLikeRows) {
        return Quote::kCharacter;
      }
      columns = 1;
      continue;
    }
    columns += c == dialect.separator ? 1 : 0;
    if (c != '"' && (c != '\\' || !dialect.backslash)) {
      continue;
    }
    if (i + 1 < bytes.size() && (bytes[i + 1] == '"' || (c == '\\' && bytes[i + 1] == '\\'))) {
      pairs += c == '"' ? 1 : 0;
      ++i;
      continue;
    }
    if (c == '\\') {
      continue;
    }
    std::size_t behind = i + 1;
    if (!tabs) {
      behind = std::min(bytes.find_first_not_of(' ', behind), bytes.size());
    }
    if (behind < bytes.size() && bytes[behind] == '\r' && !dialect.cr) {
      ++behind;
      if (behind < bytes.size() && bytes[behind] != '\n') {
        return Quote::kCharacter;
      }
    }
    if (behind >= bytes.size() && !ended) {
      return Quote::kMore;
    }
    if (behind < bytes.size() && bytes[behind] != dialect.separator &&
        !ends_line(bytes[behind], dialect)) {
      return Quote::kCharacter;
    }
    if (like_rows && lines > 0) {
      const std::size_t end = line_end(bytes, behind, dialect);
      if (end == bytes.size() && !ended) {
        return Quote::kMore;
      }
      const std::string_view rest = bytes.substr(behind, end - behind);
      columns += static_cast<std::size_t>(std::count(rest.begin(), rest.end(), '\t'));
      if (columns == dialect.columns) {
        return Quote::kCharacter;
      }
    }
    end_ = i;
    next = behind;
    doubled += pairs;
    return Quote::kCloses;
  }
  if (!ended) {
    return Quote::kMore;
  }
  return dialect.single_line ? Quote::kCharacter : Quote::kOpen;
}

void CsvScanner::fields(std::string_view bytes, const CsvDialect& dialect,
                        std::vector<std::string>& out) const {
  out.resize(fields_.size());
  for (std::size_t f = 0; f < fields_.size(); ++f) {
    const Field& field = fields_[f];
    std::string_view rest = bytes.substr(field.begin, field.end - field.begin);
    out[f].clear();
    while (field.quoted) {
      const std::size_t escape = rest.find_first_of(dialect.backslash ? "\"\\"sv : "\""sv);
      if (escape == std::string_view::npos || escape + 1 == rest.size()) {
        break;
      }
      const bool pair =
          rest[escape + 1] == '"' || (rest[escape] == '\\' && rest[escape + 1] == '\\');
      out[f] += rest.substr(0, pair ? escape : escape + 1);
      rest.remove_prefix(escape + 1);
      if (pair) {
        out[f] += rest.front();
        rest.remove_prefix(1);
      }
    }
    out[f] += rest;
  }
}

CsvRows::CsvRows(Input& input, char separator, std::uint64_t limit)
    : input_(input), dialect_(dialect_of(input.head(), separator)), limit_(limit) {}

bool CsvRows::fill() {
  if (ended_) {
    return false;
  }
  buffer_.erase(0, at_);
  at_ = 0;
  const std::size_t size = buffer_.size();
  // Doubling keeps the scans of one long row linear in all.
  const std::size_t step = std::max(kStep, size);
  buffer_.resize(size + step);
  std::size_t n = 0;
  try {
    n = input_.read(buffer_.data() + size, step);
  } catch (const ReadFailed&) {
    buffer_.resize(size);
    throw;
  }
  buffer_.resize(size + n);
  ended_ = n == 0;
  if (!started_ && buffer_.starts_with(kUtf8Mark)) {
    buffer_.erase(0, kUtf8Mark.size());
  }
  started_ = true;
  return n != 0;
}

bool CsvRows::next(CsvRow& row) {
  using Found = CsvScanner::Found;
  row.broken = false;
  row.too_large = false;
  while (true) {
    const auto scan = [&] {
      return at_ + lead_ < buffer_.size() ? scanner_.scan(buffer_, at_ + lead_, ended_, dialect_)
                                          : Found::kMore;
    };
    Found found = scan();
    while (found == Found::kMore && buffer_.size() - at_ <= limit_) {
      if (!fill() && at_ + lead_ >= buffer_.size()) {
        return false;
      }
      found = scan();
    }
    if (found == Found::kOpenQuote && dialect_.separator == '\t') {
      dialect_.single_line = true;
      continue;
    }
    row.line = line_;
    if (found == Found::kRow && scanner_.end() - at_ <= limit_) {
      row.raw = std::string_view(buffer_).substr(at_, scanner_.end() - at_);
      line_ += static_cast<std::uint64_t>(
          std::count_if(buffer_.begin() + static_cast<std::ptrdiff_t>(at_ + lead_),
                        buffer_.begin() + static_cast<std::ptrdiff_t>(scanner_.after()),
                        [&](char c) { return ends_line(c, dialect_); }));
      if (row.line == 1 && declared_separator(row.raw)) {
        lead_ = scanner_.after() - at_;
        continue;
      }
      const bool blank = scanner_.end() == at_ + lead_;
      at_ = scanner_.after();
      lead_ = 0;
      if (blank) {
        continue;
      }
      scanner_.fields(buffer_, dialect_, row.fields);
      if (dialect_.columns == 0) {
        dialect_.columns = row.fields.size();
      }
      return true;
    }
    row.broken = found == Found::kOpenQuote;
    row.too_large = !row.broken;
    dialect_.single_line = true;
    row.raw = {};
    row.fields.clear();
    pass_over_line();
    return true;
  }
}

void CsvRows::pass_over_line() {
  at_ += std::exchange(lead_, 0);
  do {
    const std::size_t end = line_end(buffer_, at_, dialect_);
    if (end < buffer_.size()) {
      at_ = end + 1;
      ++line_;
      return;
    }
    at_ = buffer_.size();
  } while (fill());
}

char separator_of(std::string_view head) {
  if (head.starts_with(kUtf8Mark)) {
    head.remove_prefix(kUtf8Mark.size());
  }
  std::size_t end = head.find('\n');
  if (const auto named = declared_separator(head.substr(0, head.find_first_of("\r\n")))) {
    return *named;
  }
  if (end == std::string_view::npos) {
    end = head.find('\r');
  }
  const std::string_view line = head.substr(0, end);
  char best = ',';
  std::ptrdiff_t most = 0;
  for (const char c : {',', ';', '\t', '|'}) {
    const std::ptrdiff_t n = std::count(line.begin(), line.end(), c);
    if (n > most) {
      most = n;
      best = c;
    }
  }
  return best;
}

} // namespace refrain::detail
