#pragma once
/// @file
/// Records as an SQLite database: a table a kind of record, indexes, and a view for each question.
/// Beside record_writer.h; a database is written in many places at once, so it goes to a file.
///
///     auto writer = make_sqlite_writer(kinds, "report.sqlite", "report.sqlite");
///     writer->begin(RecordKind::kReuse);  writer->write(span);  writer->finish();
///
/// Tables are named as the arrays of JSON output, columns as its fields: `reuse` has `a_document`,
/// `a_begin`, ..., `b_text`, `form`, `similarity`. Lists have tables of their own:
/// `cluster_members` by `cluster`, `occurrences` by `rank`. `number` of a document,
/// `document_number` of a range are for joins: ids need not be unique. `keywords` is a JSON array.
/// What is not known is NULL.
///
/// | view | question |
/// |---|---|
/// | what_is_repeated | which statements, in how many documents and sources, in which forms |
/// | by_whom | which source makes which of them, how often, from when to when |
/// | since_when | who said each of them first, and in which words |
/// | who_shares_with_whom | how much text two sources have in common |
/// | documents_that_share | how much text two documents have in common |
/// | near_duplicate_clusters | which passages stand in many places, since when |
/// | near_duplicates | each of those places beside its representative |
///
/// A table is there when its kind was asked for, a view when its tables are. Boilerplate is in the
/// tables and in no view of talking points.
///
/// Quirks: content and order are the same for any number of threads; the file is the same to the
/// byte as long as the SQLite library is the same. NUL characters are kept; SQL functions stop at
/// them.

#include "refrain/report/record_writer.h"

#include <memory>
#include <span>
#include <string>

namespace refrain {

/// @param path   a file that does not exist or is empty
/// @param named  what errors call the file
/// @throws IoError  there and from every call, also when the disk is full
/// O(records); SQLite's page cache of 8 MB in memory, and room for sorting one index in its
/// temporary folder.
[[nodiscard]] std::unique_ptr<RecordWriter> make_sqlite_writer(std::span<const RecordKind> kinds,
                                                               const std::string& path,
                                                               const std::string& named);

} // namespace refrain
