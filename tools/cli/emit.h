#pragma once
/// @file
/// Results of the engine written as records, a function a kind.

#include "refrain/pipeline/disk_duplicates.h"
#include "refrain/pipeline/engine.h"
#include "refrain/report/record_maker.h"
#include "refrain/report/record_writer.h"

#include <vector>

namespace refrain::cli {

void emit_documents(const Report& report, const RecordMaker& maker, RecordWriter& writer);
void emit_pairs(const DuplicatesResult& result, const RecordMaker& maker, RecordWriter& writer);
void emit_clusters(const DuplicatesResult& result, const RecordMaker& maker, RecordWriter& writer);
void emit_pairs(const DiskDuplicates& search, RecordWriter& writer);
void emit_clusters(const DiskDuplicates& search, RecordWriter& writer);
void emit_reuse(const ReuseResult& result, const RecordMaker& maker, RecordWriter& writer);
void emit_points(const TalkingPointsResult& result, RecordMaker& maker, RecordWriter& writer);

/// @param members  where the record's members are put; they live as long as the cluster's
[[nodiscard]] ClusterRecord cluster_record(const FoundCluster& cluster,
                                           std::vector<MemberRecord>& members);

} // namespace refrain::cli
