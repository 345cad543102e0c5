#include "refrain/report/record_maker.h"

#include <algorithm>

namespace refrain {

RangeRecord RecordMaker::range(const TextRange& r) const {
  return {corpus_.id(r.document),
          r.bytes,
          chars_->at(r.document, r.bytes.begin),
          chars_->at(r.document, r.bytes.end),
          corpus_.text(r),
          r.document,
          corpus_.page(r),
          corpus_.is_furniture(r),
          corpus_.element(r)};
}

void RecordMaker::prefetch(PassageIndex passage) const {
  constexpr std::size_t kLine = 64;
  constexpr std::size_t kLines = 6; // the processor itself fetches the rest of a run
  const Passage& p = passages_[passage];
  const std::string_view text = corpus_.text({p.document, p.bytes});
  for (std::size_t at = 0; at < std::min(text.size(), kLines * kLine); at += kLine) {
    __builtin_prefetch(text.data() + at);
  }
  __builtin_prefetch(corpus_.id(p.document).data());
}

RangeRecord RecordMaker::passage(PassageIndex passage) const {
  const Passage& p = passages_[passage];
  return range({p.document, p.bytes});
}

DocumentRecord RecordMaker::document(DocumentIndex d, std::uint64_t tokens) const {
  DocumentRecord r;
  r.id = corpus_.id(d);
  r.title = corpus_.title(d);
  r.source = corpus_.source(d);
  r.date = corpus_.date(d);
  r.title_origin = corpus_.title_origin(d);
  r.source_origin = corpus_.source_origin(d);
  r.date_origin = corpus_.date_origin(d);
  r.language = corpus_.language(d);
  r.language_origin = corpus_.language_origin(d);
  r.path = corpus_.path(d);
  r.bytes = corpus_.text(d).size();
  r.passages = passages_.first[d + 1] - passages_.first[d];
  r.tokens = tokens;
  r.speakers = corpus_.speaker_names(d);
  return r;
}

PairRecord RecordMaker::pair(const Pair& pair) const {
  return {passage(pair.a), passage(pair.b), pair.jaccard, pair.containment};
}

MemberRecord RecordMaker::member(PassageIndex index, double jaccard) const {
  const DocumentIndex d = passages_[index].document;
  return {passage(index), jaccard, corpus_.source(TextRange{d, passages_[index].bytes}),
          corpus_.date(d)};
}

ClusterRecord RecordMaker::cluster(const Cluster& cluster, std::uint64_t id) {
  members_.clear();
  members_.push_back(member(cluster.representative, 1));
  for (const ClusterMember& m : cluster.members) {
    members_.push_back(member(m.passage, m.jaccard));
  }
  return {id, members_.size(), members_};
}

ReuseRecord RecordMaker::reuse(const ReuseSpan& span) const {
  ReuseRecord r;
  r.a = range(span.a);
  r.b = range(span.b);
  r.form = span.form;
  r.similarity = span.similarity;
  return r;
}

TalkingPointRecord RecordMaker::talking_point(const TalkingPoint& point, std::uint64_t rank) {
  occurrences_.clear();
  for (const Occurrence& o : point.occurrences) {
    occurrences_.push_back(
        {range(o.range), corpus_.source(o.range), corpus_.date(o.range.document), o.form});
  }
  TalkingPointRecord r;
  r.rank = rank;
  r.score = point.score;
  r.label = point.label;
  r.kind = point.kind;
  r.boilerplate = point.boilerplate;
  r.documents = point.documents;
  r.sources = point.sources;
  r.first_seen = point.first_seen;
  r.keywords = point.keywords;
  r.occurrences = occurrences_;
  return r;
}

} // namespace refrain
