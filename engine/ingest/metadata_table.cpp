#include "refrain/ingest/detail/metadata_table.h"

#include "refrain/core/ascii.h"
#include "refrain/core/error.h"
#include "refrain/ingest/detail/csv.h"
#include "refrain/ingest/detail/field_roles.h"
#include "refrain/text/decode.h"
#include "refrain/text/metadata.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <sys/stat.h>

namespace refrain::detail {
namespace {

constexpr std::array kTold{kTitle, kSource, kDate, kLanguage};

// A path names a document as well as its id.
RoleColumns columns_of(const std::vector<std::string>& header, const std::string& path) {
  RoleColumns columns = FieldRoles(FieldNames()).columns(header);
  std::string found;
  for (std::size_t i = 0; i < header.size(); ++i) {
    std::string name;
    append_repaired_utf8(header[i], name);
    found += (found.empty() ? "" : ", ") + name;
    ascii::make_small(name);
    if ((name == "path" || name == "file" || name == "file_name" || name == "filename") &&
        columns[kId] == kNoColumn) {
      columns[kId] = i;
    }
  }
  const bool says_something = std::any_of(kTold.begin(), kTold.end(),
                                          [&](Role role) { return columns[role] != kNoColumn; });
  if (columns[kId] == kNoColumn || !says_something) {
    constexpr std::size_t kShown = 200;
    std::string shown; // a name may be cut inside a character
    append_repaired_utf8(std::string_view(found).substr(0, kShown), shown);
    throw InvalidArgument(path +
                          ": expected a column id or path, and one or more of title, source, date "
                          "and language; found " +
                          (shown.empty() ? "no columns" : shown));
  }
  return columns;
}

InputFile file_at(const std::string& path) {
  struct stat s {};
  if (::stat(path.c_str(), &s) != 0) {
    throw IoError(path, "cannot open", errno);
  }
  InputFile file;
  file.open_path = path;
  file.path = path;
  file.regular = S_ISREG(s.st_mode);
  file.size = file.regular ? static_cast<std::uint64_t>(s.st_size) : 0;
  return file;
}

} // namespace

MetadataTable::MetadataTable(const std::string& path, const IngestOptions& options,
                             std::vector<Skipped>& skipped) {
  append_repaired_utf8(path, path_);
  const auto skip = [&](std::uint64_t line, SkipReason reason, const std::string& text) {
    skipped.push_back({path_, line, reason, {}});
    append_repaired_utf8(text, skipped.back().text); // a value may be cut inside a character
  };
  try {
    Input input(file_at(path), options, {});
    std::string storage;
    std::string encoding = decode(input.head(), storage).encoding;
    encoding = encoding == "UTF-8" ? std::string() : encoding;
    CsvRows rows(input, separator_of(input.head()), options.max_record_bytes);
    CsvRow row;
    if (!rows.next(row)) {
      row.fields.clear();
    }
    const auto columns = columns_of(row.fields, path_);
    while (rows.next(row)) {
      if (row.broken || row.too_large) {
        skip(row.line, row.broken ? SkipReason::kBrokenRecord : SkipReason::kTooLarge,
             row.broken ? "a quote opens here and never closes" : "the row is too long");
        continue;
      }
      const auto value = [&](Role role) {
        const std::size_t at = columns[role];
        return at < row.fields.size() ? std::string(decode(row.fields[at], storage, encoding).text)
                                      : std::string();
      };
      Row known;
      known.name = value(kId);
      known.title = value(kTitle);
      known.source = value(kSource);
      known.language = language_tag(value(kLanguage));
      known.line = row.line;
      if (const std::string date = value(kDate); !date.empty()) {
        known.date = parse_date_field(date);
        if (known.date.empty()) {
          skip(row.line, SkipReason::kBrokenRecord, "expected a date, found " + date.substr(0, 80));
        }
      }
      if (known.name.empty()) {
        skip(row.line, SkipReason::kBrokenRecord, "names no document");
        continue;
      }
      add(std::move(known), skipped);
    }
  } catch (const ReadFailed& e) {
    const bool unreadable = e.reason == SkipReason::kUnreadable;
    throw IoError(path, unreadable ? "cannot read" : e.what(), unreadable ? e.error_number : 0);
  }
  used_ = std::make_unique<std::atomic<bool>[]>(rows_.size());
}

void MetadataTable::add(Row row, std::vector<Skipped>& skipped) {
  const auto [it, added] = by_name_.emplace(row.name, rows_.size());
  if (!added) {
    skipped.push_back({path_, row.line, SkipReason::kSameFile,
                       "line " + std::to_string(rows_[it->second].line) +
                           " says what is known of " + row.name + " already"});
    return;
  }
  rows_.push_back(std::move(row));
}

void MetadataTable::apply(DocumentView& document) const {
  auto it = by_name_.find(document.id);
  it = it == by_name_.end() ? by_name_.find(document.path) : it;
  if (it == by_name_.end()) {
    return;
  }
  const Row& row = rows_[it->second];
  used_[it->second].store(true, std::memory_order_relaxed);
  const auto replace = [](std::string_view& value, Origin& origin, std::string_view better) {
    if (!better.empty()) {
      value = better;
      origin = Origin::kTable;
    }
  };
  replace(document.title, document.title_origin, row.title);
  replace(document.source, document.source_origin, row.source);
  replace(document.date, document.date_origin, row.date.view());
  replace(document.language, document.language_origin, row.language);
}

void MetadataTable::report_unused(std::vector<Skipped>& skipped) const {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (!used_[i].load(std::memory_order_relaxed)) {
      constexpr std::size_t kShown = 200;
      skipped.push_back({path_, rows_[i].line, SkipReason::kUnknownId, {}});
      append_repaired_utf8("no document has the id or path " + rows_[i].name.substr(0, kShown),
                           skipped.back().text);
    }
  }
}

} // namespace refrain::detail
