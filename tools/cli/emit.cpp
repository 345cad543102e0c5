#include "emit.h"

namespace refrain::cli {

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
