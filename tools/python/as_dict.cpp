#include "as_dict.h"

#include <vector>

#include <pybind11/stl.h>

namespace refrain::python {
namespace {

template <class Items> [[nodiscard]] py::list as_dicts(const Items& items) {
  py::list all;
  for (const auto& item : items) {
    all.append(as_dict(item));
  }
  return all;
}

} // namespace

py::dict as_dict(const DocumentItem& d) {
  const Corpus& corpus = d.core->corpus();
  py::dict r;
  r["type"] = "document";
  r["id"] = text(corpus.id(d.index));
  r["title"] = text_or_none(corpus.title(d.index));
  r["source"] = text_or_none(corpus.source(d.index));
  r["date"] = text_or_none(corpus.date(d.index));
  r["path"] = text_or_none(corpus.path(d.index));
  r["bytes"] = corpus.text(d.index).size();
  r["title_origin"] = text(name_of(corpus.title_origin(d.index)));
  r["source_origin"] = text(name_of(corpus.source_origin(d.index)));
  r["date_origin"] = text(name_of(corpus.date_origin(d.index)));
  r["language"] = text_or_none(corpus.language(d.index));
  r["language_origin"] = text(name_of(corpus.language_origin(d.index)));
  if (const auto names = corpus.speaker_names(d.index); !names.empty()) {
    py::list speakers;
    for (const std::string_view name : names) {
      speakers.append(text(name));
    }
    r["speakers"] = speakers;
  }
  return r;
}

py::dict as_dict(const RangeItem& range) {
  const Corpus& corpus = range.corpus();
  py::dict r;
  r["document"] = text(corpus.id(range.at.document));
  r["begin"] = range.at.bytes.begin;
  r["end"] = range.at.bytes.end;
  r["begin_char"] = range.begin_char();
  r["end_char"] = range.end_char();
  r["text"] = text(corpus.text(range.at));
  if (const std::uint32_t page = corpus.page(range.at); page != 0) {
    r["page"] = page;
  }
  if (corpus.is_furniture(range.at)) {
    r["furniture"] = true;
  }
  if (const std::string_view element = corpus.element(range.at); !element.empty()) {
    r["element"] = text(element);
  }
  return r;
}

py::dict as_dict(const PairItem& pair) {
  py::dict r;
  r["type"] = "pair";
  r["a"] = as_dict(pair.a);
  r["b"] = as_dict(pair.b);
  r["jaccard"] = pair.jaccard;
  r["containment"] = pair.containment;
  return r;
}

py::dict as_dict(const MemberItem& member) {
  py::dict r = as_dict(static_cast<const RangeItem&>(member));
  r["jaccard"] = member.jaccard;
  return r;
}

py::dict as_dict(const ClusterItem& cluster) {
  const std::vector<MemberItem> members = cluster.members();
  py::dict r;
  r["type"] = "cluster";
  r["id"] = cluster.id;
  r["size"] = members.size();
  r["representative"] = as_dict(static_cast<const RangeItem&>(members.front()));
  r["members"] = as_dicts(members);
  return r;
}

py::dict as_dict(const RemovalItem& item) {
  const Corpus& corpus = item.core->corpus();
  py::dict r;
  r["type"] = "removed";
  r["document"] = text(corpus.id(item.removal.document));
  r["path"] = text(corpus.path(item.removal.document));
  r["position"] = corpus.position(item.removal.document);
  r["kept"] = text(corpus.id(item.removal.kept));
  r["kept_path"] = text(corpus.path(item.removal.kept));
  r["kept_position"] = corpus.position(item.removal.kept);
  r["jaccard"] = item.removal.jaccard;
  return r;
}

py::dict as_dict(const DifferenceItem& difference) {
  py::dict r;
  r["a"] = as_dict(difference.a);
  r["b"] = as_dict(difference.b);
  return r;
}

py::dict as_dict(const SpanItem& span) {
  py::dict r;
  r["type"] = "reuse";
  r["a"] = as_dict(span.a);
  r["b"] = as_dict(span.b);
  r["form"] = text(name_of(span.form));
  r["similarity"] = span.similarity;
  if (span.differences) {
    r["differences"] = as_dicts(*span.differences);
  }
  return r;
}

py::dict as_dict(const OccurrenceItem& occurrence) {
  const Corpus& corpus = occurrence.corpus();
  py::dict r = as_dict(static_cast<const RangeItem&>(occurrence));
  r["source"] = text_or_none(corpus.source(occurrence.at));
  r["date"] = text_or_none(corpus.date(occurrence.at.document));
  r["form"] = text(occurrence_form(occurrence.form));
  return r;
}

py::dict as_dict(const TalkingPointItem& item) {
  const TalkingPoint& point = *item.point;
  py::dict r;
  r["type"] = "talking_point";
  r["rank"] = item.rank;
  r["score"] = point.score;
  r["label"] = text(point.label);
  r["kind"] = text(name_of(point.kind));
  r["boilerplate"] = point.boilerplate;
  r["documents"] = point.documents;
  r["sources"] = point.sources;
  r["first_seen"] = text_or_none(point.first_seen);
  r["keywords"] = point.keywords;
  r["occurrences"] = as_dicts(item.occurrences());
  return r;
}

py::dict as_dict(const MatchItem& item) {
  py::dict r;
  r["type"] = "match";
  r["query"] = text(item.all->queries.id(item.match().query));
  r["document"] = text(item.all->core->corpus().id(item.match().document));
  r["rank"] = item.match().rank;
  r["score"] = item.match().score;
  return r;
}

py::dict as_dict(const ComparisonItem& item) {
  const Corpus& corpus = item.core->corpus();
  py::dict r;
  r["type"] = "comparison";
  r["a"] = text(corpus.id(item.found.a));
  r["b"] = text(corpus.id(item.found.b));
  r["jaccard"] = item.found.jaccard;
  r["containment"] = item.found.containment;
  r["a_reused"] = item.found.reused_a;
  r["b_reused"] = item.found.reused_b;
  return r;
}

py::dict as_dict(const Skipped& skipped) {
  py::dict r;
  r["type"] = "skipped";
  r["path"] = text(skipped.path);
  r["position"] = skipped.position;
  r["reason"] = text(name_of(skipped.reason));
  r["detail"] = text(skipped.text);
  return r;
}

py::dict as_dict(const LimitItem& limit) {
  py::dict r;
  r["type"] = "limit";
  r["stage"] = text(limit.stage);
  r["what"] = text(limit.what);
  r["count"] = limit.count;
  return r;
}

} // namespace refrain::python
