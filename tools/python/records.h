#pragma once
/// @file
/// The records of results as Python sees them: light objects that look ids, quotes and offsets up
/// when they are asked. Between the engine's results and the sequences of results.h.
///
/// Attributes have the names of the fields of the tool's JSON records, and as_dict() gives such a
/// record.

#include "refrain/ingest/skipped.h"
#include "refrain/pipeline/compare.h"
#include "refrain/pipeline/duplicates.h"
#include "refrain/pipeline/removals.h"
#include "refrain/talking_points/talking_points.h"
#include "refrain/tfidf/match.h"

#include "core.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <pybind11/pybind11.h>

namespace refrain::python {

namespace py = pybind11;

struct DocumentItem {
  CorePtr core;
  DocumentIndex index = 0;

  [[nodiscard]] const Corpus& corpus() const { return core->corpus(); }
};

struct RangeItem {
  CorePtr core;
  TextRange at;

  [[nodiscard]] const Corpus& corpus() const { return core->corpus(); }
  [[nodiscard]] std::uint32_t begin_char() const {
    return core->char_at(at.document, at.bytes.begin);
  }
  [[nodiscard]] std::uint32_t end_char() const { return core->char_at(at.document, at.bytes.end); }
};

struct PairItem {
  RangeItem a;
  RangeItem b;
  double jaccard = 0;
  double containment = 0;
};

struct MemberItem : RangeItem {
  double jaccard = 1;
};

struct ClusterItem {
  CorePtr core;
  const PassageTable* passages = nullptr; // of the core
  const Cluster* cluster = nullptr;       // of the core
  std::uint64_t id = 0;

  [[nodiscard]] RangeItem range(PassageIndex passage) const {
    return {core, {(*passages)[passage].document, (*passages)[passage].bytes}};
  }
  [[nodiscard]] std::vector<MemberItem> members() const;
};

struct RemovalItem {
  CorePtr core;
  Removal removal;
};

struct DifferenceItem {
  RangeItem a;
  RangeItem b;
};

struct SpanItem {
  RangeItem a;
  RangeItem b;
  Form form = Form::kVerbatim;
  double similarity = 0;
  std::optional<std::vector<DifferenceItem>> differences; // where two documents are compared
};
[[nodiscard]] SpanItem make_span(const CorePtr& core, const ReuseSpan& span);

struct OccurrenceItem : RangeItem {
  Form form = Form::kVerbatim;
};

struct TalkingPointItem {
  CorePtr core;
  const TalkingPoint* point = nullptr; // of the core
  std::uint64_t rank = 0;

  [[nodiscard]] std::vector<OccurrenceItem> occurrences() const;
};

/// What a search for matches gave, with its queries.
struct MatchesFound {
  CorePtr core;
  Corpus queries;                    // a query's position is its number from 1
  std::vector<refrain::Match> found; // by number of the query, then rank
};

struct MatchItem {
  std::shared_ptr<const MatchesFound> all;
  std::size_t index = 0;
  [[nodiscard]] const refrain::Match& match() const { return all->found[index]; }
  [[nodiscard]] std::uint64_t query_index() const {
    return all->queries.position(match().query) - 1;
  }
};

struct ComparisonItem {
  CorePtr core;
  Comparison found;
  [[nodiscard]] std::vector<SpanItem> spans() const;
};

struct LimitItem {
  std::string stage;
  std::string what;
  std::uint64_t count = 0;
};

void bind_records(py::module_& module);

} // namespace refrain::python
