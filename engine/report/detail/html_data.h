#pragma once
/// @file
/// The results as the compact JSON that the HTML report's page reads. Used by html_report.
///
/// Lists of records are columns: {"document": [0, 4], "begin": [10, 0]} are two ranges. Documents
/// are named by their index, ranges are in bytes. The page reads this in
/// tools/report-ui/src/data.ts.

#include "refrain/pipeline/engine.h"
#include "refrain/report/records.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace refrain::detail {

/// Documents [begin, end) whose texts share a block.
struct TextBlock {
  DocumentIndex begin = 0;
  DocumentIndex end = 0;
};

/// Blocks of about `bytes`; a document is never cut.
[[nodiscard]] std::vector<TextBlock> text_blocks(const Corpus& corpus, std::size_t bytes);

/// {"format", "title", "version", "blocks": [first document of each], "limits", "skipped", ...}
[[nodiscard]] std::string run_json(const Report& report, std::span<const SkippedRecord> skipped,
                                   std::string_view title, std::string_view version,
                                   std::span<const TextBlock> blocks);
/// Documents with where their metadata came from, their furniture, pages and elements.
[[nodiscard]] std::string documents_json(const Report& report);
/// Points in order of rank, their occurrences in one list of columns.
[[nodiscard]] std::string points_json(const Report& report);
[[nodiscard]] std::string reuse_json(const Report& report);
/// The passages that pairs and clusters name, then both, by position in that list.
[[nodiscard]] std::string duplicates_json(const Report& report);

} // namespace refrain::detail
