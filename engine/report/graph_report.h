#pragma once
/// @file
/// Who shares text with whom, as a graph for graph tools (Gephi, networkx, igraph, Cytoscape).
/// Beside the record writers, at the end of the pipeline.
///
///     write_graph_report(engine.report(), GraphFormat::kGraphMl, sink);
///
/// Documents and known sources are nodes. Two documents, and two sources, that share text are
/// joined by an edge whose weight is the number of characters that they share; a document and its
/// source by an edge of weight 1. The attribute "kind" tells them apart. No edge has a direction:
/// there are readers that refuse graphs which mix both.
///
/// | node | attributes |
/// |---|---|
/// | document | kind, name (its id), title, source, date, language, path, and counts |
/// | source | kind, name, date (of its first document), last_date, and counts |
///
/// | edge | attributes |
/// |---|---|
/// | shared_text | weight, kind, spans, near_duplicates, similarity (the highest) |
/// | made_by | weight, kind |
///
/// Counts are bytes and tokens of a document, documents of a source, talking_points of both.
///
/// Quirks: what is not known has no attribute. Talking points are counted without boilerplate. What
/// XML cannot hold is written as U+FFFD.

#include "refrain/core/run_control.h"
#include "refrain/pipeline/engine.h"
#include "refrain/report/sink.h"

#include <cstdint>

namespace refrain {

enum class GraphFormat : std::uint8_t {
  kGraphMl, ///< GraphML 1.0
  kGexf,    ///< GEXF 1.3
};

/// The same bytes for the same results, whatever the number of threads.
/// @throws IoError, ClosedPipe, Cancelled
/// O(n log n) for n spans and pairs; 40 bytes of each and about 100 of an edge between sources in
/// memory.
void write_graph_report(const Report& report, GraphFormat format, Sink& sink,
                        const RunControl& control = {});

} // namespace refrain
