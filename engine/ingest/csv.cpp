#include "refrain/ingest/detail/csv.h"

#include <algorithm>

namespace refrain::detail {
namespace {

constexpr std::size_t kStep = std::size_t{256} << 10;

} // namespace

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
  if (!started_ && buffer_.starts_with("\xEF\xBB\xBF")) {
    buffer_.erase(0, 3);
  }
  started_ = true;
  return n != 0;
}

// Finds the end of the row that starts at at_, and where the next one starts.
CsvRows::Scan CsvRows::scan(std::size_t& end, std::size_t& after) const {
  bool field_start = true;
  for (std::size_t i = at_; i < buffer_.size();) {
    const char c = buffer_[i];
    if (c == '"' && field_start) {
      std::size_t close = i + 1;
      bool closed = false;
      for (; close < buffer_.size(); ++close) {
        if (buffer_[close] == '"') {
          if (close + 1 < buffer_.size() && buffer_[close + 1] == '"') {
            ++close;
            continue;
          }
          closed = true;
          break;
        }
        if (single_line_ && buffer_[close] == '\n') {
          break;
        }
      }
      if (!closed && !single_line_) {
        return ended_ ? Scan::kOpenQuote : Scan::kMore;
      }
      if (!closed && close >= buffer_.size() && !ended_) {
        return Scan::kMore;
      }
      // A quote that may not run on is a character like any other.
      i = closed ? close + 1 : i + 1;
      field_start = false;
      continue;
    }
    if (c == '\n') {
      end = i;
      after = i + 1;
      return Scan::kRow;
    }
    field_start = c == separator_;
    ++i;
  }
  if (!ended_) {
    return Scan::kMore;
  }
  end = buffer_.size();
  after = end;
  return Scan::kRow;
}

void CsvRows::split(std::string_view raw, std::vector<std::string>& fields) const {
  fields.clear();
  std::string field;
  for (std::size_t i = 0;;) {
    if (i < raw.size() && raw[i] == '"' && field.empty()) {
      std::size_t close = i + 1;
      std::string inside;
      bool closed = false;
      for (; close < raw.size() && !closed; ++close) {
        if (raw[close] != '"') {
          inside += raw[close];
        } else if (close + 1 < raw.size() && raw[close + 1] == '"') {
          inside += raw[++close];
        } else {
          closed = true;
        }
      }
      if (closed) {
        field = std::move(inside);
        i = close;
      } else {
        field += raw[i++];
      }
    }
    const std::size_t end = std::min(raw.find(separator_, i), raw.size());
    field += raw.substr(i, end - i);
    fields.push_back(std::move(field));
    field.clear();
    if (end == raw.size()) {
      return;
    }
    i = end + 1;
  }
}

bool CsvRows::next(CsvRow& row) {
  row.broken = false;
  row.too_large = false;
  while (true) {
    std::size_t end = 0;
    std::size_t after = 0;
    Scan found = at_ < buffer_.size() ? scan(end, after) : Scan::kMore;
    while (found == Scan::kMore && buffer_.size() - at_ <= limit_) {
      if (!fill() && at_ >= buffer_.size()) {
        return false;
      }
      found = at_ < buffer_.size() ? scan(end, after) : Scan::kMore;
    }
    row.line = line_;
    if (found == Scan::kRow && end - at_ <= limit_) {
      row.raw = std::string_view(buffer_).substr(at_, end - at_);
      line_ += static_cast<std::uint64_t>(
          std::count(buffer_.begin() + static_cast<std::ptrdiff_t>(at_),
                     buffer_.begin() + static_cast<std::ptrdiff_t>(after), '\n'));
      at_ = after;
      if (row.raw.ends_with('\r')) {
        row.raw.remove_suffix(1);
      }
      if (row.raw.empty()) {
        continue;
      }
      split(row.raw, row.fields);
      return true;
    }
    // Pass over one line.
    row.broken = found == Scan::kOpenQuote;
    row.too_large = !row.broken;
    single_line_ = true;
    row.raw = {};
    row.fields.clear();
    while (true) {
      const std::size_t feed = buffer_.find('\n', at_);
      if (feed != std::string::npos) {
        at_ = feed + 1;
        ++line_;
        return true;
      }
      at_ = buffer_.size();
      if (!fill()) {
        return true;
      }
    }
  }
}

char separator_of(std::string_view head) {
  const std::string_view line = head.substr(0, head.find('\n'));
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
