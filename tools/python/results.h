#pragma once
/// @file
/// What searches give: sequences of records over a core. Between engine.h and Python.

#include "refrain/core/run_control.h"
#include "refrain/pipeline/duplicates.h"
#include "refrain/reuse/reuse.h"
#include "refrain/talking_points/talking_points.h"

#include "records.h"
#include "sequence.h"

#include <memory>
#include <vector>

namespace refrain::python {

struct Documents {
  CorePtr core;
  [[nodiscard]] std::size_t size() const { return core->corpus().size(); }
  [[nodiscard]] DocumentItem at(std::size_t i) const {
    return {core, static_cast<DocumentIndex>(i)};
  }
};

struct Duplicates {
  CorePtr core;
  const DuplicatesResult* found = nullptr; // these two are of the core
  const PassageTable* passages = nullptr;
};

struct Pairs : Duplicates {
  [[nodiscard]] std::size_t size() const { return found->pairs.size(); }
  [[nodiscard]] PairItem at(std::size_t i) const;
};

struct Clusters : Duplicates {
  [[nodiscard]] std::size_t size() const { return found->clusters.size(); }
  [[nodiscard]] ClusterItem at(std::size_t i) const {
    return {core, passages, &found->clusters[i], i + 1};
  }
};

struct Removals {
  CorePtr core;
  std::shared_ptr<const std::vector<Removal>> found;
  [[nodiscard]] std::size_t size() const { return found->size(); }
  [[nodiscard]] RemovalItem at(std::size_t i) const { return {core, (*found)[i]}; }
};

struct Spans {
  CorePtr core;
  std::shared_ptr<const ReuseResult> found;
  [[nodiscard]] std::size_t size() const { return found->spans.size(); }
  [[nodiscard]] SpanItem at(std::size_t i) const { return make_span(core, found->spans[i]); }
};

struct TalkingPoints {
  CorePtr core;
  const TalkingPointsResult* found = nullptr; // of the core
  [[nodiscard]] std::size_t size() const { return found->points.size(); }
  [[nodiscard]] TalkingPointItem at(std::size_t i) const {
    return {core, &found->points[i], i + 1};
  }
};

struct Matches {
  std::shared_ptr<const MatchesFound> all;
  [[nodiscard]] std::size_t size() const { return all->found.size(); }
  [[nodiscard]] MatchItem at(std::size_t i) const { return {all, i}; }
};

/// The counts by their names.
[[nodiscard]] py::dict as_dict(const DuplicatesCounts& counts);

void bind_results(py::module_& module);

} // namespace refrain::python
