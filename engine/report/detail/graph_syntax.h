#pragma once
/// @file
/// Nodes and edges written as GraphML or GEXF. Used by graph_report.
///
///     GraphSyntax graph(GraphFormat::kGexf, sink);
///     graph.node("d0", "On the dam", {{GraphField::kKind, "document"}});
///     graph.edges();
///     graph.edge("d0", "d1", 211, {{GraphField::kSpans, "2"}});
///     graph.finish();

#include "refrain/report/graph_report.h"
#include "refrain/report/sink.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace refrain::detail {

enum class GraphField : std::uint8_t {
  kKind,
  kName,
  kTitle,
  kSource,
  kDate,
  kLastDate,
  kLanguage,
  kPath,
  kBytes,
  kTokens,
  kDocuments,
  kTalkingPoints,
  kEdgeKind,
  kSpans,
  kNearDuplicates,
  kSimilarity,
};

struct GraphValue {
  GraphField field = GraphField::kKind;
  std::string_view text; ///< empty: not known, and not written
};

class GraphSyntax {
public:
  /// Writes everything before the first node.
  GraphSyntax(GraphFormat format, Sink& sink);

  void node(std::string_view id, std::string_view label, std::span<const GraphValue> values);
  /// After the last node, before the first edge.
  void edges();
  void edge(std::string_view from, std::string_view to, std::uint64_t weight,
            std::span<const GraphValue> values);
  /// Writes everything behind the last edge and flushes the sink.
  void finish();

private:
  void put_values(std::span<const GraphValue> values);
  void hand_over(std::size_t from_bytes);

  Sink& sink_;
  bool gexf_;
  std::uint64_t edges_ = 0;
  std::string batch_;
};

} // namespace refrain::detail
