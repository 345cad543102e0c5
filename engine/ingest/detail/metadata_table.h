#pragma once
/// @file
/// What a table of the user's says of documents: title, source, date and language by id or path.
/// Read before the inputs, asked by every reader where it adds a document.
///
///     MetadataTable table("facts.csv", options, skipped);
///     table.apply(document);
///     table.report_unused(skipped);

#include "refrain/ingest/ingest.h"
#include "refrain/text/dates.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace refrain::detail {

class MetadataTable {
public:
  /// Rows that say nothing usable go to `skipped`.
  /// @throws IoError          when the file cannot be read
  /// @throws InvalidArgument  when its columns are not those of a table of metadata
  MetadataTable(const std::string& path, const IngestOptions& options,
                std::vector<Skipped>& skipped);

  /// Replaces what the table knows better. Views into the table are put into the document.
  /// Thread-safe.
  void apply(DocumentView& document) const;

  /// Rows that no document had.
  void report_unused(std::vector<Skipped>& skipped) const;

private:
  struct Row {
    std::string name; ///< id or path
    std::string title;
    std::string source;
    std::string language;
    IsoDate date;
    std::uint64_t line = 0;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };

  void add(Row row, std::vector<Skipped>& skipped);

  std::string path_;
  std::vector<Row> rows_;
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> by_name_;
  std::unique_ptr<std::atomic<bool>[]> used_;
};

} // namespace refrain::detail
