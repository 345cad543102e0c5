#pragma once
/// @file
/// Rows of a CSV or TSV file, one at a time. Used by the reader of tables.
///
///     CsvRows rows(input, separator_of(input.head()), limit);
///     while (rows.next(row)) ... row.fields ...
///
/// What RFC 4180 allows is read as it says. Beyond that:
/// - a quote opens a field only at its start and closes it only in front of a separator or a line
///   end; a field whose next quote stands elsewhere was not quoted, its quotes are characters;
/// - where tabs separate, quotes are rare and texts begin with them: what never closes is no quoted
///   field, nor, in a file that had quotes in wrong places, what runs over lines that are all rows
///   by themselves;
/// - quotes may be escaped by a backslash, and lines end in CR alone, where the first bytes of the
///   file make more sense so;
/// - a first line `sep=;` names the separator and is no row; it stays with the raw first row.
///
/// Quirks: a quote that never closes makes its line a broken row, except where tabs separate; from
/// then on quoted fields must close on their own line, so that one stray quote does not swallow the
/// file.

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

/// How the rows of one file are written.
struct CsvDialect {
  char separator = ',';
  bool backslash = false;   ///< \" and \\ inside quotes
  bool cr = false;          ///< a CR alone ends a line as well
  bool faulty = false;      ///< does not obey RFC 4180
  bool single_line = false; ///< quoted fields end with their line
  std::size_t columns = 0;  ///< of the first row; 0: not known
};

/// Takes one row apart. The only code that knows the grammar.
class CsvScanner {
public:
  enum class Found {
    kRow,
    kMore, ///< bytes are missing
    kOpenQuote
  };

  /// @param at     where the row starts
  /// @param ended  no bytes follow
  Found scan(std::string_view bytes, std::size_t at, bool ended, const CsvDialect& dialect);

  [[nodiscard]] std::size_t end() const { return end_; }     ///< of the row, without its line end
  [[nodiscard]] std::size_t after() const { return after_; } ///< where the next row starts
  void fields(std::string_view bytes, const CsvDialect& dialect,
              std::vector<std::string>& out) const;

  std::uint64_t faults = 0;  ///< quotes up to now that stood where none may
  std::uint64_t doubled = 0; ///< quotes up to now that were escaped by a second one

private:
  enum class Quote { kCloses, kCharacter, kMore, kOpen };
  struct Field {
    std::size_t begin; // inside the quotes
    std::size_t end;
    bool quoted;
  };

  Quote close(std::string_view bytes, std::size_t open, bool ended, const CsvDialect& dialect,
              std::size_t& next);

  std::vector<Field> fields_;
  std::size_t end_ = 0;
  std::size_t after_ = 0;
};

class CsvRows {
public:
  CsvRows(Input& input, char separator, std::uint64_t limit);

  /// The next row that is not blank; false at the end.
  /// @throws ReadFailed
  bool next(CsvRow& row);

private:
  bool fill();
  void pass_over_line();

  Input& input_;
  CsvDialect dialect_;
  CsvScanner scanner_;
  std::uint64_t limit_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t lead_ = 0; // bytes of a line `sep=;` that the first row's raw begins with
  std::uint64_t line_ = 1;
  bool ended_ = false;
  bool started_ = false;
};

/// The separator of a table: the one that a first line `sep=;` names, else of , ; tab and | the one
/// that the first line holds most often.
[[nodiscard]] char separator_of(std::string_view head);

} // namespace refrain::detail
