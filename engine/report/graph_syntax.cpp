#include "refrain/report/detail/graph_syntax.h"

#include "refrain/report/detail/json_text.h"
#include "refrain/report/detail/xml_text.h"

#include <array>

namespace refrain::detail {
namespace {

constexpr std::size_t kBatchBytes = std::size_t{64} << 10;

struct Field {
  GraphField field;
  std::string_view name;
  bool edge;
  std::string_view graphml_type;
  std::string_view gexf_type;
};

constexpr std::array kFields{
    Field{GraphField::kKind, "kind", false, "string", "string"},
    Field{GraphField::kName, "name", false, "string", "string"},
    Field{GraphField::kTitle, "title", false, "string", "string"},
    Field{GraphField::kSource, "source", false, "string", "string"},
    // Dates may be years or months, which no type of date admits.
    Field{GraphField::kDate, "date", false, "string", "string"},
    Field{GraphField::kLastDate, "last_date", false, "string", "string"},
    Field{GraphField::kLanguage, "language", false, "string", "string"},
    Field{GraphField::kPath, "path", false, "string", "string"},
    Field{GraphField::kBytes, "bytes", false, "long", "long"},
    Field{GraphField::kTokens, "tokens", false, "long", "long"},
    Field{GraphField::kDocuments, "documents", false, "long", "long"},
    Field{GraphField::kTalkingPoints, "talking_points", false, "long", "long"},
    Field{GraphField::kEdgeKind, "kind", true, "string", "string"},
    Field{GraphField::kSpans, "spans", true, "long", "long"},
    Field{GraphField::kNearDuplicates, "near_duplicates", true, "long", "long"},
    Field{GraphField::kSimilarity, "similarity", true, "double", "double"},
};

// Identifiers are one space in GraphML, where a node and an edge may each have a "kind".
void append_key(std::string& out, const Field& field) {
  out += field.edge ? "edge_" : "node_";
  out += field.name;
}

void append_graphml_head(std::string& out) {
  out += "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
         "<key id=\"node_label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
         "<key id=\"edge_weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n";
  for (const Field& field : kFields) {
    out += "<key id=\"";
    append_key(out, field);
    out += "\" for=\"";
    out += field.edge ? "edge" : "node";
    out += "\" attr.name=\"";
    out += field.name;
    out += "\" attr.type=\"";
    out += field.graphml_type;
    out += "\"/>\n";
  }
  out += "<graph id=\"shared_text\" edgedefault=\"undirected\">\n";
}

void append_gexf_head(std::string& out) {
  out += "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
         "<meta><creator>Refrain</creator><description>Who shares text with whom</description>"
         "</meta>\n"
         "<graph defaultedgetype=\"undirected\">\n";
  for (const bool edge : {false, true}) {
    out += edge ? "<attributes class=\"edge\">\n" : "<attributes class=\"node\">\n";
    for (const Field& field : kFields) {
      if (field.edge == edge) {
        out += "<attribute id=\"";
        append_key(out, field);
        out += "\" title=\"";
        out += field.name;
        out += "\" type=\"";
        out += field.gexf_type;
        out += "\"/>\n";
      }
    }
    out += "</attributes>\n";
  }
  out += "<nodes>\n";
}

} // namespace

GraphSyntax::GraphSyntax(GraphFormat format, Sink& sink)
    : sink_(sink), gexf_(format == GraphFormat::kGexf) {
  batch_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  if (gexf_) {
    append_gexf_head(batch_);
  } else {
    append_graphml_head(batch_);
  }
}

void GraphSyntax::put_values(std::span<const GraphValue> values) {
  if (gexf_) {
    batch_ += "<attvalues>";
  }
  for (const GraphValue& value : values) {
    if (value.text.empty()) {
      continue;
    }
    batch_ += gexf_ ? "<attvalue for=\"" : "<data key=\"";
    append_key(batch_, kFields[static_cast<std::size_t>(value.field)]);
    batch_ += gexf_ ? "\" value=\"" : "\">";
    append_xml(batch_, value.text);
    batch_ += gexf_ ? "\"/>" : "</data>";
  }
  if (gexf_) {
    batch_ += "</attvalues>";
  }
}

void GraphSyntax::node(std::string_view id, std::string_view label,
                       std::span<const GraphValue> values) {
  batch_ += "<node id=\"";
  batch_ += id;
  batch_ += gexf_ ? "\" label=\"" : "\"><data key=\"node_label\">";
  append_xml(batch_, label);
  batch_ += gexf_ ? "\">" : "</data>";
  put_values(values);
  batch_ += "</node>\n";
  hand_over(kBatchBytes);
}

void GraphSyntax::edges() {
  if (gexf_) {
    batch_ += "</nodes>\n<edges>\n";
  }
}

void GraphSyntax::edge(std::string_view from, std::string_view to, std::uint64_t weight,
                       std::span<const GraphValue> values) {
  batch_ += "<edge id=\"e";
  append_number(batch_, edges_++);
  batch_ += "\" source=\"";
  batch_ += from;
  batch_ += "\" target=\"";
  batch_ += to;
  if (gexf_) {
    batch_ += "\" weight=\"";
    append_number(batch_, weight);
    batch_ += "\">";
  } else {
    batch_ += "\"><data key=\"edge_weight\">";
    append_number(batch_, weight);
    batch_ += "</data>";
  }
  put_values(values);
  batch_ += "</edge>\n";
  hand_over(kBatchBytes);
}

void GraphSyntax::finish() {
  batch_ += gexf_ ? "</edges>\n</graph>\n</gexf>\n" : "</graph>\n</graphml>\n";
  hand_over(0);
  sink_.flush();
}

void GraphSyntax::hand_over(std::size_t from_bytes) {
  if (batch_.size() >= from_bytes) {
    sink_.write(batch_);
    batch_.clear();
  }
}

} // namespace refrain::detail
