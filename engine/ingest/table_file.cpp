/// Reads a CSV or TSV file: a document a row, fields by the names in the first row.

#include "refrain/ingest/detail/csv.h"
#include "refrain/ingest/detail/field_roles.h"
#include "refrain/ingest/detail/format.h"
#include "refrain/text/dates.h"
#include "refrain/text/decode.h"
#include "refrain/text/metadata.h"

#include <algorithm>
#include <array>

namespace refrain::detail {
namespace {

bool only_space(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

// Turns rows into documents; keeps what a row needs.
class TableReader {
public:
  TableReader(ReadContext& context, std::string encoding, RoleColumns columns)
      : context_(context), encoding_(std::move(encoding)), columns_(columns) {}

  void add(const CsvRow& row) {
    std::array<std::string_view, kRoles> values;
    for (std::size_t role = 0; role < kRoles; ++role) {
      if (columns_[role] < row.fields.size()) {
        const Decoded decoded = decode(row.fields[columns_[role]], storage_[role], encoding_);
        context_.counts.replaced_bytes += decoded.replaced;
        values[role] = decoded.text;
      }
    }
    if (only_space(values[kText])) {
      context_.skip(row.line, SkipReason::kEmpty, "its text is empty");
      return;
    }
    const auto origin = [](std::string_view value) {
      return value.empty() ? Origin::kUnknown : Origin::kField;
    };
    const IsoDate date = parse_date_field(values[kDate]);
    context_.counts.unread_dates += date.empty() && !only_space(values[kDate]) ? 1 : 0;
    DocumentView document;
    id_ = context_.file.id + ':' + std::to_string(row.line);
    document.id = values[kId].empty() ? std::string_view(id_) : values[kId];
    document.text = values[kText];
    document.source = values[kSource];
    document.title = values[kTitle];
    document.date = date.view();
    document.source_origin = origin(document.source);
    document.title_origin = origin(document.title);
    document.date_origin = origin(document.date);
    language_ = language_tag(values[kLanguage]);
    document.language = language_;
    document.language_origin = origin(document.language);
    document.path = context_.file.path;
    document.position = row.line;
    context_.add(document);
  }

private:
  ReadContext& context_;
  std::string encoding_;
  RoleColumns columns_;
  std::array<std::string, kRoles> storage_;
  std::string id_;
  std::string language_;
};

} // namespace

void read_table(Input& input, ReadContext& context) {
  std::string storage;
  const std::string encoding = decode(input.head(), storage).encoding;
  const FieldRoles roles(context.options.fields);
  CsvRows rows(input, separator_of(input.head()), context.options.max_record_bytes);
  CsvRow row;
  if (!rows.next(row)) {
    context.skip(0, SkipReason::kEmpty, "holds no rows");
    return;
  }
  const RoleColumns columns = roles.columns(row.fields);
  if (columns[kText] == kNoColumn) {
    std::string found;
    for (const std::string& name : row.fields) {
      append_repaired_utf8(name, found.append(found.empty() ? "" : ", "));
    }
    context.skip(0, SkipReason::kNoText,
                 "expected a column \"" + roles.text_name() + "\", found " + found.substr(0, 200));
    return;
  }
  TableReader reader(context, encoding == "UTF-8" ? std::string() : encoding, columns);
  while (rows.next(row)) {
    if (row.broken || row.too_large) {
      context.skip(row.line, row.broken ? SkipReason::kBrokenRecord : SkipReason::kTooLarge,
                   row.broken
                       ? "a quote opens here and never closes"
                       : "expected at most " + std::to_string(context.options.max_record_bytes) +
                             " bytes in a record, found more");
      continue;
    }
    reader.add(row);
  }
}

void for_each_row(Input& input, const RecordContext& context) {
  CsvRows rows(input, separator_of(input.head()), context.options.max_record_bytes);
  CsvRow row;
  bool header = true;
  while (rows.next(row)) {
    if (!row.broken && !row.too_large) {
      context.callback({row.raw, context.file.path, row.line, header});
    }
    header = false;
  }
}

} // namespace refrain::detail
