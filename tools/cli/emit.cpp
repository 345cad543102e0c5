#include "emit.h"

#include <algorithm>

namespace refrain::cli {
namespace {

[[nodiscard]] RangeRecord range_record(const FoundPassage& p) {
  return {p.document, p.bytes, p.begin_char, p.end_char, p.text,
          p.number,   p.page,  p.furniture,  p.element};
}

} // namespace

void emit_documents(const Report& report, const RecordMaker& maker, RecordWriter& writer) {
  writer.begin(RecordKind::kDocument);
  for (DocumentIndex d = 0; d < report.corpus.size(); ++d) {
    writer.write(maker.document(d, report.tokens[d]));
  }
}

void emit_pairs(const DuplicatesResult& result, const RecordMaker& maker, RecordWriter& writer) {
  constexpr std::size_t kAhead = 8; // pairs between prefetch and use
  writer.begin(RecordKind::kPair);
  for (std::size_t i = 0; i < result.pairs.size(); ++i) {
    if (i + kAhead < result.pairs.size()) {
      maker.prefetch(result.pairs[i + kAhead].a);
      maker.prefetch(result.pairs[i + kAhead].b);
    }
    writer.write(maker.pair(result.pairs[i]));
  }
}

void emit_clusters(const DuplicatesResult& result, RecordMaker& maker, RecordWriter& writer) {
  writer.begin(RecordKind::kCluster);
  constexpr std::size_t kAhead = 4; // clusters; most have few members
  constexpr std::size_t kMembers = 8;
  for (std::size_t i = 0; i < result.clusters.size(); ++i) {
    if (i + kAhead < result.clusters.size()) {
      const Cluster& soon = result.clusters[i + kAhead];
      maker.prefetch(soon.representative);
      for (std::size_t m = 0; m < std::min(kMembers, soon.members.size()); ++m) {
        maker.prefetch(soon.members[m].passage);
      }
    }
    writer.write(maker.cluster(result.clusters[i], i + 1));
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
