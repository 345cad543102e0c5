#pragma once
/// @file
/// One JSON object as a document. Used by the readers of JSON; one a thread.
///
///     JsonRecords records(options.fields);
///     const JsonOutcome o = records.parse(line, size);   // kPadding readable bytes behind it
///     if (o.ok) corpus.add(records.document());

#include "refrain/ingest/ingest.h"
#include "refrain/text/dates.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace refrain::detail {

/// Readable bytes that parse() needs behind a record.
inline constexpr std::size_t kJsonPadding = 64;

/// Whether bytes are one object that JsonRecords::parse() can read, whatever its fields.
[[nodiscard]] bool is_json_object(std::string_view json);

struct JsonOutcome {
  bool ok = false;
  SkipReason reason = SkipReason::kBrokenRecord;
  std::string text; ///< why not
};

class JsonRecords {
public:
  explicit JsonRecords(const FieldNames& names);
  ~JsonRecords();
  JsonRecords(const JsonRecords&) = delete;
  JsonRecords& operator=(const JsonRecords&) = delete;

  /// Reads one object. The bytes must be followed by kJsonPadding readable ones. A number that 64
  /// bits do not hold is read as a string of its digits, so that it can be an id.
  [[nodiscard]] JsonOutcome parse(const char* bytes, std::size_t size);

  /// Of the last parse; id, path and position are the caller's where the record has none. Views
  /// are valid until the next parse.
  [[nodiscard]] const DocumentView& document() const { return document_; }

  /// True when the last record had a date field that is no date.
  [[nodiscard]] bool date_unread() const { return date_unread_; }

  /// True when the last record had its text in a field like "description", which may tell of a
  /// whole file.
  [[nodiscard]] bool described() const { return described_; }

  /// True when the text of the last record was a list, whose parts are joined.
  [[nodiscard]] bool in_parts() const { return in_parts_; }

  /// Bytes of the last record that were escapes of half a character, and are U+FFFD now.
  [[nodiscard]] std::uint64_t replaced() const { return replaced_; }

private:
  struct Impl;

  std::unique_ptr<Impl> impl_;
  DocumentView document_;
  std::uint64_t replaced_ = 0;
  bool date_unread_ = false;
  bool described_ = false;
  bool in_parts_ = false;
};

} // namespace refrain::detail
