#include "records.h"

#include <utility>

namespace refrain::python {

std::vector<MemberItem> ClusterItem::members() const {
  std::vector<MemberItem> all;
  all.reserve(cluster->members.size() + 1);
  all.push_back({range(cluster->representative), 1});
  for (const ClusterMember& m : cluster->members) {
    all.push_back({range(m.passage), m.jaccard});
  }
  return all;
}

SpanItem make_span(const CorePtr& core, const ReuseSpan& span) {
  return {{core, span.a}, {core, span.b}, span.form, span.similarity, {}};
}

std::vector<OccurrenceItem> TalkingPointItem::occurrences() const {
  std::vector<OccurrenceItem> all;
  for (const Occurrence& o : point->occurrences) {
    all.push_back({{core, o.range}, o.form});
  }
  return all;
}

std::vector<SpanItem> ComparisonItem::spans() const {
  std::vector<SpanItem> all;
  for (const ComparedSpan& compared : found.spans) {
    SpanItem span = make_span(core, compared.span);
    span.differences.emplace();
    for (const Difference& d : compared.differences) {
      span.differences->push_back({{core, {found.a, d.a}}, {core, {found.b, d.b}}});
    }
    all.push_back(std::move(span));
  }
  return all;
}

} // namespace refrain::python
