#pragma once
/// @file
/// Records made of results: ids, offsets in code points and quotes are looked up here. Between the
/// results of the engine and the writers.
///
///     RecordMaker maker(corpus, passages);
///     for (const Pair& pair : result.pairs) writer.write(maker.pair(pair));
///
/// Quirks: a record is a view of the corpus, of the result and, where it holds a list, of the
/// maker, whose list lives until the next record of the same kind is made. A thread of several that
/// make such records takes a copy of the maker, which costs little.

#include "refrain/cluster/cluster.h"
#include "refrain/report/char_offsets.h"
#include "refrain/report/records.h"
#include "refrain/reuse/reuse_span.h"
#include "refrain/talking_points/talking_points.h"
#include "refrain/text/corpus.h"
#include "refrain/text/passages.h"
#include "refrain/verify/pair.h"

#include <memory>
#include <vector>

namespace refrain {

class RecordMaker {
public:
  RecordMaker(const Corpus& corpus, const PassageTable& passages)
      : corpus_(corpus), passages_(passages), chars_(std::make_shared<const CharOffsets>(corpus)) {}

  /// Says that the passage's record will soon be made: in large results each text, asked for in the
  /// order of pairs, is a cache miss.
  void prefetch(PassageIndex passage) const;
  [[nodiscard]] RangeRecord range(const TextRange& range) const;
  [[nodiscard]] RangeRecord passage(PassageIndex passage) const;
  [[nodiscard]] bool is_furniture(const TextRange& r) const { return corpus_.is_furniture(r); }
  [[nodiscard]] bool is_furniture(PassageIndex passage) const {
    return is_furniture(TextRange{passages_[passage].document, passages_[passage].bytes});
  }
  [[nodiscard]] DocumentRecord document(DocumentIndex document, std::uint64_t tokens) const;
  [[nodiscard]] PairRecord pair(const Pair& pair) const;
  [[nodiscard]] ClusterRecord cluster(const Cluster& cluster, std::uint64_t id);
  [[nodiscard]] ReuseRecord reuse(const ReuseSpan& span) const;
  [[nodiscard]] TalkingPointRecord talking_point(const TalkingPoint& point, std::uint64_t rank);

private:
  [[nodiscard]] MemberRecord member(PassageIndex passage, double jaccard) const;

  const Corpus& corpus_;
  const PassageTable& passages_;
  std::shared_ptr<const CharOffsets> chars_;
  std::vector<MemberRecord> members_;
  std::vector<OccurrenceRecord> occurrences_;
};

} // namespace refrain
