#pragma once
/// @file
/// Rows of a CSV or TSV file by RFC 4180, one at a time. Used by the reader of tables.
///
///     CsvRows rows(input, ',', limit);
///     while (rows.next(row)) ... row.fields ...
///
/// Quirks: a quote is special at the start of a field only. A quote that never closes makes its
/// line a broken row; from then on quoted fields must close on their own line, so that one stray
/// quote does not swallow the file.

#include "refrain/ingest/detail/byte_source.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace refrain::detail {

struct CsvRow {
  std::string_view raw;            ///< without its line end; valid until the next row
  std::vector<std::string> fields; ///< without quotes
  std::uint64_t line = 0;          ///< from 1, of its first line
  bool broken = false;             ///< a quote opens and does not close
  bool too_large = false;          ///< over the limit: the line is passed over
};

class CsvRows {
public:
  CsvRows(Input& input, char separator, std::uint64_t limit)
      : input_(input), separator_(separator), limit_(limit) {}

  /// The next row that is not blank; false at the end.
  /// @throws ReadFailed
  bool next(CsvRow& row);

private:
  enum class Scan { kRow, kMore, kOpenQuote };

  bool fill();
  [[nodiscard]] Scan scan(std::size_t& end, std::size_t& after) const;
  void split(std::string_view raw, std::vector<std::string>& fields) const;

  Input& input_;
  char separator_;
  std::uint64_t limit_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  bool ended_ = false;
  bool started_ = false;
  bool single_line_ = false; // quoted fields end with their line
};

/// The separator of a table: of , ; tab and | the one that its first line holds most often.
[[nodiscard]] char separator_of(std::string_view head);

} // namespace refrain::detail
