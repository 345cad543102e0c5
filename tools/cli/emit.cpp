#include "emit.h"

#include <algorithm>
#include <cstddef>
#include <functional>

namespace refrain::cli {
namespace {

[[nodiscard]] RangeRecord range_record(const FoundPassage& p) {
  return {p.document, p.bytes, p.begin_char, p.end_char, p.text,
          p.number,   p.page,  p.furniture,  p.element};
}

// Enough records for a part to be worth handing over, few enough to stay in the cache.
constexpr std::size_t kPart = 64;

// Writes records [0, count), in parts; `write(i, to)` writes one.
template <class Write> void write_each(std::size_t count, RecordWriter& writer, Write write) {
  writer.write_parts((count + kPart - 1) / kPart, [&](std::size_t part, RecordWriter& to) {
    const std::size_t end = std::min(count, (part + 1) * kPart);
    for (std::size_t i = part * kPart; i < end; ++i) {
      write(i, to);
    }
  });
}

// Where parts of [0, count) begin, and their end: a part has at least kPart by `weight(i)`, unless
// it is the last, and no more items than that takes.
template <class Weight> std::vector<std::size_t> parts_of(std::size_t count, Weight weight) {
  std::vector<std::size_t> begins{0};
  std::size_t in_part = 0;
  for (std::size_t i = 0; i < count; ++i) {
    in_part += weight(i);
    if (in_part >= kPart || i + 1 == count) {
      begins.push_back(i + 1);
      in_part = 0;
    }
  }
  return begins;
}

} // namespace

void emit_documents(const Report& report, const RecordMaker& maker, RecordWriter& writer) {
  writer.begin(RecordKind::kDocument);
  write_each(report.corpus.size(), writer, [&](std::size_t i, RecordWriter& to) {
    const auto d = static_cast<DocumentIndex>(i);
    to.write(maker.document(d, report.tokens[d]));
  });
}

void emit_pairs(const DuplicatesResult& result, const RecordMaker& maker, RecordWriter& writer) {
  constexpr std::size_t kAhead = 8; // pairs between prefetch and use
  writer.begin(RecordKind::kPair);
  write_each(result.pairs.size(), writer, [&](std::size_t i, RecordWriter& to) {
    if (i + kAhead < result.pairs.size()) {
      maker.prefetch(result.pairs[i + kAhead].a);
      maker.prefetch(result.pairs[i + kAhead].b);
    }
    to.write(maker.pair(result.pairs[i]));
  });
}

void emit_clusters(const DuplicatesResult& result, const RecordMaker& maker, RecordWriter& writer) {
  writer.begin(RecordKind::kCluster);
  constexpr std::size_t kAhead = 4; // clusters; most have few members
  constexpr std::size_t kMembers = 8;
  const std::vector<std::size_t> parts = parts_of(
      result.clusters.size(), [&](std::size_t i) { return result.clusters[i].members.size() + 1; });
  writer.write_parts(parts.size() - 1, [&](std::size_t part, RecordWriter& to) {
    RecordMaker own = maker;
    for (std::size_t i = parts[part]; i < parts[part + 1]; ++i) {
      if (i + kAhead < result.clusters.size()) {
        const Cluster& soon = result.clusters[i + kAhead];
        own.prefetch(soon.representative);
        for (std::size_t m = 0; m < std::min(kMembers, soon.members.size()); ++m) {
          own.prefetch(soon.members[m].passage);
        }
      }
      to.write(own.cluster(result.clusters[i], i + 1));
    }
  });
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
  search.for_each_block_of_pairs(
      [&](std::size_t count, const std::function<FoundPair(std::size_t)>& pair_at) {
        write_each(count, writer, [&](std::size_t i, RecordWriter& to) {
          const FoundPair pair = pair_at(i);
          to.write(PairRecord{range_record(pair.a), range_record(pair.b), pair.jaccard,
                              pair.containment});
        });
      });
}

void emit_clusters(const DiskDuplicates& search, RecordWriter& writer) {
  writer.begin(RecordKind::kCluster);
  search.for_each_block_of_clusters([&](const ClusterBlock& block) {
    const std::vector<std::size_t> parts =
        parts_of(block.size(), [&](std::size_t i) { return block.members(i); });
    writer.write_parts(parts.size() - 1, [&](std::size_t part, RecordWriter& to) {
      std::vector<FoundMember> found;
      std::vector<MemberRecord> members;
      for (std::size_t i = parts[part]; i < parts[part + 1]; ++i) {
        to.write(cluster_record(block.cluster(i, found), members));
      }
    });
  });
}

void emit_reuse(const ReuseResult& result, const RecordMaker& maker, RecordWriter& writer) {
  writer.begin(RecordKind::kReuse);
  write_each(result.spans.size(), writer,
             [&](std::size_t i, RecordWriter& to) { to.write(maker.reuse(result.spans[i])); });
}

void emit_points(const TalkingPointsResult& result, RecordMaker& maker, RecordWriter& writer) {
  writer.begin(RecordKind::kTalkingPoint);
  std::uint64_t rank = 0;
  for (const TalkingPoint& point : result.points) {
    writer.write(maker.talking_point(point, ++rank));
  }
}

} // namespace refrain::cli
