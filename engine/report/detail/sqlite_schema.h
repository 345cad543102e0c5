#pragma once
/// @file
/// The SQL of sqlite_writer: tables, indexes and views for the kinds of record that a run has.

#include "refrain/report/records.h"

#include <span>
#include <string>

namespace refrain::detail {

/// The tables that records are put into.
enum class SqliteTable : std::uint8_t {
  kDocuments,
  kSpeakers,
  kPairs,
  kClusters,
  kClusterMembers,
  kReuse,
  kTalkingPoints,
  kOccurrences,
  kMatches,
  kComparisons,
  kRemoved,
  kLimits,
  kSkipped,
};
inline constexpr std::size_t kSqliteTables = 13;

/// "INSERT INTO reuse VALUES (?, ...)", with a place for every column in order.
[[nodiscard]] std::string insert_statement(SqliteTable table);

/// Run before the first record.
[[nodiscard]] std::string create_tables(std::span<const RecordKind> kinds);

/// Run behind the last: indexes are cheaper to build at once.
[[nodiscard]] std::string create_indexes_and_views(std::span<const RecordKind> kinds);

} // namespace refrain::detail
