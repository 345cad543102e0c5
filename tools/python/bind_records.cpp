#include "record_class.h"

#include <pybind11/stl.h>

namespace refrain::python {
namespace {

void bind_places(py::module_& module) {
  record_class<DocumentItem>(module, "Document", "A document of an Engine or of a result.")
      .def_property_readonly("id",
                             [](const DocumentItem& d) { return text(d.corpus().id(d.index)); })
      .def_property_readonly(
          "text", [](const DocumentItem& d) { return text(d.corpus().text(d.index)); },
          "The whole text; text[begin_char:end_char] is the quote of a range.")
      .def_property_readonly(
          "title", [](const DocumentItem& d) { return text_or_none(d.corpus().title(d.index)); })
      .def_property_readonly(
          "source", [](const DocumentItem& d) { return text_or_none(d.corpus().source(d.index)); })
      .def_property_readonly(
          "date", [](const DocumentItem& d) { return text_or_none(d.corpus().date(d.index)); },
          "ISO 8601, or None.")
      .def_property_readonly(
          "language",
          [](const DocumentItem& d) { return text_or_none(d.corpus().language(d.index)); },
          "A BCP 47 tag, or None.")
      .def_property_readonly(
          "path", [](const DocumentItem& d) { return text_or_none(d.corpus().path(d.index)); },
          "The file it was read from, or None.")
      .def_property_readonly(
          "position", [](const DocumentItem& d) { return d.corpus().position(d.index); },
          "Its line or record in that file, from 1; 0 where it is a whole file.")
      .def_readonly("index", &DocumentItem::index,
                    "Its number among the documents, which are in the order of their ids.");

  record_class<RangeItem>(module, "Range",
                          "A place in a document, with the quote that stands there.")
      .def("__hash__",
           [](const RangeItem& r) {
             return py::hash(py::make_tuple(text(r.corpus().id(r.at.document)), r.at.bytes.begin,
                                            r.at.bytes.end));
           })
      .def_property_readonly(
          "document", [](const RangeItem& r) { return text(r.corpus().id(r.at.document)); },
          "The id of the document.")
      .def_property_readonly(
          "document_index", [](const RangeItem& r) { return r.at.document; },
          "The number of the document: ids need not be unique.")
      .def_property_readonly(
          "whole",
          [](const RangeItem& r) {
            return DocumentItem{r.core, r.at.document};
          },
          "The Document.")
      .def_property_readonly(
          "begin", [](const RangeItem& r) { return r.at.bytes.begin; }, "In bytes of UTF-8.")
      .def_property_readonly(
          "end", [](const RangeItem& r) { return r.at.bytes.end; }, "In bytes of UTF-8.")
      .def_property_readonly("begin_char", &RangeItem::begin_char,
                             "In code points, as Python counts them.")
      .def_property_readonly("end_char", &RangeItem::end_char,
                             "In code points, as Python counts them.")
      .def_property_readonly(
          "text", [](const RangeItem& r) { return text(r.corpus().text(r.at)); }, "The quote.")
      .def_property_readonly(
          "page",
          [](const RangeItem& r) {
            const std::uint32_t page = r.corpus().page(r.at);
            return page == 0 ? py::object(py::none()) : py::object(py::int_(page));
          },
          "The page on which it begins, or None.")
      .def_property_readonly(
          "furniture", [](const RangeItem& r) { return r.corpus().is_furniture(r.at); },
          "Whether it is navigation, a page header and the like.")
      .def_property_readonly(
          "element", [](const RangeItem& r) { return text_or_none(r.corpus().element(r.at)); },
          "The element in which it begins, or None.");
}

void bind_duplicates(py::module_& module) {
  record_class<PairItem>(module, "Pair", "Two near-duplicate passages.")
      .def_readonly("a", &PairItem::a)
      .def_readonly("b", &PairItem::b)
      .def_readonly("jaccard", &PairItem::jaccard, "Shared shingles / all shingles.")
      .def_readonly("containment", &PairItem::containment,
                    "Shared shingles / shingles of the smaller passage.");
  record_class<MemberItem, RangeItem>(module, "Member", "A passage of a cluster.")
      .def_readonly("jaccard", &MemberItem::jaccard, "Against the representative.");
  record_class<ClusterItem>(module, "Cluster",
                            "Near-duplicate passages, each similar to the representative.")
      .def_readonly("id", &ClusterItem::id)
      .def_property_readonly("size",
                             [](const ClusterItem& c) { return c.cluster->members.size() + 1; })
      .def_property_readonly(
          "representative", [](const ClusterItem& c) { return c.range(c.cluster->representative); })
      .def_property_readonly("members", &ClusterItem::members, "The representative is the first.");
  record_class<RemovalItem>(module, "Removal",
                            "A document that says nothing but what kept documents say.")
      .def_property_readonly(
          "document",
          [](const RemovalItem& r) { return text(r.core->corpus().id(r.removal.document)); },
          "The id of the document to remove.")
      .def_property_readonly("document_index",
                             [](const RemovalItem& r) { return r.removal.document; })
      .def_property_readonly(
          "kept", [](const RemovalItem& r) { return text(r.core->corpus().id(r.removal.kept)); },
          "The id of a kept document that says most of it.")
      .def_property_readonly("kept_index", [](const RemovalItem& r) { return r.removal.kept; })
      .def_property_readonly(
          "jaccard", [](const RemovalItem& r) { return r.removal.jaccard; },
          "The smallest over its passages, each against what stands for it.");
}

void bind_spans(py::module_& module) {
  record_class<DifferenceItem>(module, "Difference",
                               "Where the two sides of a span differ; one may be empty.")
      .def_readonly("a", &DifferenceItem::a)
      .def_readonly("b", &DifferenceItem::b);
  record_class<SpanItem>(module, "Span", "Text that two documents share.")
      .def_readonly("a", &SpanItem::a)
      .def_readonly("b", &SpanItem::b)
      .def_property_readonly(
          "form", [](const SpanItem& s) { return text(name_of(s.form)); },
          "'verbatim', 'light' or 'heavy'.")
      .def_readonly("similarity", &SpanItem::similarity,
                    "2 * words that align / words of both sides.")
      .def_readonly("differences", &SpanItem::differences,
                    "Where the sides differ; None but in a Comparison.");
  record_class<ComparisonItem>(module, "Comparison", "Two documents side by side.")
      .def_property_readonly(
          "a", [](const ComparisonItem& c) { return text(c.core->corpus().id(c.found.a)); })
      .def_property_readonly(
          "b", [](const ComparisonItem& c) { return text(c.core->corpus().id(c.found.b)); })
      .def_property_readonly(
          "jaccard", [](const ComparisonItem& c) { return c.found.jaccard; },
          "Of the shingle sets of the whole documents.")
      .def_property_readonly(
          "containment", [](const ComparisonItem& c) { return c.found.containment; },
          "Shared shingles / shingles of the smaller document.")
      .def_property_readonly(
          "a_reused", [](const ComparisonItem& c) { return c.found.reused_a; },
          "The share of a's words that lie in a span.")
      .def_property_readonly("b_reused", [](const ComparisonItem& c) { return c.found.reused_b; })
      .def_property_readonly("spans", &ComparisonItem::spans, "Ordered by place in a.");
}

void bind_points(py::module_& module) {
  record_class<OccurrenceItem, RangeItem>(module, "Occurrence", "A place where a point is made.")
      .def_property_readonly(
          "source", [](const OccurrenceItem& o) { return text_or_none(o.corpus().source(o.at)); })
      .def_property_readonly(
          "date",
          [](const OccurrenceItem& o) { return text_or_none(o.corpus().date(o.at.document)); })
      .def_property_readonly(
          "form", [](const OccurrenceItem& o) { return text(occurrence_form(o.form)); },
          "Against the label: 'verbatim', 'light' or 'reworded'.");
  record_class<TalkingPointItem>(module, "TalkingPoint", "A statement that several documents make.")
      .def_readonly("rank", &TalkingPointItem::rank)
      .def_property_readonly("score", [](const TalkingPointItem& p) { return p.point->score; })
      .def_property_readonly(
          "label", [](const TalkingPointItem& p) { return text(p.point->label); },
          "A real sentence or phrase of the documents.")
      .def_property_readonly(
          "kind", [](const TalkingPointItem& p) { return text(name_of(p.point->kind)); },
          "'phrase', 'statement' or 'stump_line'.")
      .def_property_readonly("boilerplate",
                             [](const TalkingPointItem& p) { return p.point->boilerplate; })
      .def_property_readonly(
          "documents", [](const TalkingPointItem& p) { return p.point->documents; },
          "How many make it.")
      .def_property_readonly(
          "sources", [](const TalkingPointItem& p) { return p.point->sources; },
          "How many known sources make it.")
      .def_property_readonly(
          "first_seen", [](const TalkingPointItem& p) { return text_or_none(p.point->first_seen); })
      .def_property_readonly("keywords",
                             [](const TalkingPointItem& p) { return p.point->keywords; })
      .def_property_readonly("occurrences", &TalkingPointItem::occurrences);
}

void bind_matches(py::module_& module) {
  record_class<MatchItem>(module, "Match", "A document that is similar to a query.")
      .def_property_readonly(
          "query", [](const MatchItem& m) { return text(m.all->queries.id(m.match().query)); },
          "The id of the query.")
      .def_property_readonly("query_index", &MatchItem::query_index,
                             "The number of the query among those given.")
      .def_property_readonly(
          "document",
          [](const MatchItem& m) { return text(m.all->core->corpus().id(m.match().document)); },
          "The id of the document.")
      .def_property_readonly("document_index",
                             [](const MatchItem& m) { return m.match().document; })
      .def_property_readonly(
          "rank", [](const MatchItem& m) { return m.match().rank; }, "From 1.")
      .def_property_readonly(
          "score", [](const MatchItem& m) { return m.match().score; }, "Above 0, at most 1.");
}

void bind_left_out(py::module_& module) {
  record_class<Skipped>(module, "Skipped", "A record that was not read, and why.")
      .def_property_readonly("path", [](const Skipped& s) { return text(s.path); })
      .def_readonly("position", &Skipped::position, "Its line or record; 0: the whole file.")
      .def_property_readonly(
          "reason", [](const Skipped& s) { return text(name_of(s.reason)); }, "One fixed word.")
      .def_property_readonly(
          "detail", [](const Skipped& s) { return text(s.text); }, "The reason in words.");
  record_class<LimitItem>(module, "Limit", "What a limit left out.")
      .def_readonly("stage", &LimitItem::stage)
      .def_readonly("what", &LimitItem::what)
      .def_readonly("count", &LimitItem::count);
}

} // namespace

void bind_records(py::module_& module) {
  bind_places(module);
  bind_duplicates(module);
  bind_spans(module);
  bind_points(module);
  bind_matches(module);
  bind_left_out(module);
}

} // namespace refrain::python
