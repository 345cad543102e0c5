#include "emit.h"

namespace refrain::cli {
namespace {

[[nodiscard]] RangeRecord range_record(const FoundPassage& p) {
  return {p.document, p.bytes, p.begin_char, p.end_char, p.text, p.number, p.page, p.furniture};
}

} // namespace

void emit_documents(const Report& report, const RecordMaker& maker, RecordWriter& writer) {
  writer.begin(RecordKind::kDocument);
  for (DocumentIndex d = 0; d < report.corpus.size(); ++d) {
    writer.write(maker.document(d, report.tokens[d]));
  }
}

void emit_pairs(const DuplicatesResult& result, const RecordMaker& maker, RecordWriter& writer) {
  writer.begin(RecordKind::kPair);
  for (const Pair& pair : result.pairs) {
    writer.write(maker.pair(pair));
  }
}

void emit_clusters(const DuplicatesResult& result, RecordMaker& maker, RecordWriter& writer) {
  writer.begin(RecordKind::kCluster);
  std::uint64_t id = 0;
  for (const Cluster& cluster : result.clusters) {
    writer.write(maker.cluster(cluster, ++id));
  }
}

ClusterRecord cluster_record(const FoundCluster& cluster, std::vector<MemberRecord>& members) {
  members.clear();
  for (const FoundMember& m : cluster.members) {
    members.push_back({range_record(m.passage), m.jaccard, m.passage.source, m.passage.date});
  }
  return {cluster.id, cluster.size, members, cluster.first, cluster.last};
}

void emit_pairs(const DiskDuplicates& search, RecordWriter& writer) {
  writer.begin(RecordKind::kPair);
  search.for_each_pair([&](const FoundPair& pair) {
    writer.write(
        PairRecord{range_record(pair.a), range_record(pair.b), pair.jaccard, pair.containment});
  });
}

void emit_clusters(const DiskDuplicates& search, RecordWriter& writer) {
  writer.begin(RecordKind::kCluster);
  std::vector<MemberRecord> members;
  search.for_each_cluster(
      [&](const FoundCluster& cluster) { writer.write(cluster_record(cluster, members)); });
}

void emit_reuse(const ReuseResult& result, const RecordMaker& maker, RecordWriter& writer) {
  writer.begin(RecordKind::kReuse);
  for (const ReuseSpan& span : result.spans) {
    writer.write(maker.reuse(span));
  }
}

void emit_points(const TalkingPointsResult& result, RecordMaker& maker, RecordWriter& writer) {
  writer.begin(RecordKind::kTalkingPoint);
  std::uint64_t rank = 0;
  for (const TalkingPoint& point : result.points) {
    writer.write(maker.talking_point(point, ++rank));
  }
}

} // namespace refrain::cli
