#pragma once
/// @file
/// Everything that was found, as one HTML file that needs no network. Beside the record writers, at
/// the end of the pipeline.
///
///     write_html_report(engine.report(), {}, {.title = "articles"}, sink);
///
/// The file is the page of tools/report-ui, built into the library, with the data in blocks of
/// base64 over zlib streams: results first, then the texts in blocks that the page unpacks when it
/// shows them. No byte of a document stands in the file as HTML, so none can be taken for markup.
///
/// Quirk: ranges are in bytes; the page decodes texts by byte range.

#include "refrain/core/run_control.h"
#include "refrain/pipeline/engine.h"
#include "refrain/report/records.h"
#include "refrain/report/sink.h"

#include <span>
#include <string>

namespace refrain {

struct HtmlReportOptions {
  std::string title = {};   ///< what was read, for the heading; may be empty
  std::string version = {}; ///< of the program that writes
};

/// The same bytes for the same results, whatever the number of threads.
/// @param skipped  records that could not be used
/// @throws IoError, ClosedPipe, Cancelled
/// O(text); about 8 blocks of text in memory at a time.
void write_html_report(const Report& report, std::span<const SkippedRecord> skipped,
                       const HtmlReportOptions& options, Sink& sink,
                       const RunControl& control = {});

} // namespace refrain
