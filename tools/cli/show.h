#pragma once
/// @file
/// Results of the engine shown as text, the most telling first.

#include "refrain/pipeline/disk_duplicates.h"
#include "refrain/pipeline/engine.h"
#include "refrain/report/record_maker.h"
#include "refrain/report/text_report.h"

namespace refrain::cli {

/// "38 documents, 4 sources, 2016-01-05 to 2020-11-30": what every text begins with.
void show_corpus(Engine& engine, TextReport& text);
void show_corpus(const CorpusFacts& facts, TextReport& text);

/// The largest clusters first.
void show_clusters(const DuplicatesResult& result, RecordMaker& maker, TextReport& text);
void show_clusters(const DiskDuplicates& search, TextReport& text);
/// The longest spans first.
void show_reuse(const ReuseResult& result, const RecordMaker& maker, TextReport& text);
/// By rank.
void show_points(const TalkingPointsResult& result, RecordMaker& maker, TextReport& text);

/// "81 pairs in 55 clusters"
[[nodiscard]] std::string summary_of(const DuplicatesResult& result);
[[nodiscard]] std::string summary_of(const DiskDuplicates& search);
/// "111 spans: 90 verbatim, 15 light, 6 heavy"
[[nodiscard]] std::string summary_of(const ReuseResult& result);
/// "256: 120 statements, 90 phrases, 12 stump lines, 34 boilerplate"
[[nodiscard]] std::string summary_of(const TalkingPointsResult& result);

} // namespace refrain::cli
