#include "refrain/report/graph_report.h"

#include "refrain/report/detail/graph_syntax.h"
#include "refrain/report/detail/json_text.h"
#include "refrain/report/detail/shared_text.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace refrain {
namespace {

using detail::GraphField;
using detail::GraphSyntax;
using detail::SharedText;

constexpr std::uint64_t kCheckedEvery = 4096;

[[nodiscard]] std::string numbered(char letter, std::uint64_t number) {
  return letter + std::to_string(number);
}

[[nodiscard]] std::string text_of(double x) {
  std::string out;
  detail::append_number(out, x);
  return out;
}

struct Source {
  std::string_view first_date;
  std::string_view last_date;
  std::uint64_t documents = 0;
  std::uint64_t points = 0;
};

// How many talking points a document makes, and a source.
struct Counts {
  std::vector<std::uint64_t> of_document;
  std::vector<Source> sources; // by number; 0 is the unknown one
};

[[nodiscard]] Counts counts_of(const Report& report) {
  const Corpus& corpus = report.corpus;
  Counts counts{std::vector<std::uint64_t>(corpus.size()),
                std::vector<Source>(corpus.source_count())};
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    const std::string_view date = corpus.date(d);
    for (const std::uint32_t s : corpus.source_numbers(d)) {
      Source& source = counts.sources[s];
      ++source.documents;
      if (!date.empty() && (source.first_date.empty() || date < source.first_date)) {
        source.first_date = date;
      }
      source.last_date = std::max(source.last_date, date);
    }
  }
  for (const TalkingPoint& point : report.talking_points.points) {
    if (point.boilerplate) {
      continue;
    }
    std::set<DocumentIndex> documents;
    std::set<std::uint32_t> sources;
    for (const Occurrence& occurrence : point.occurrences) {
      documents.insert(occurrence.range.document);
      sources.insert(corpus.source_number(occurrence.range));
    }
    for (const DocumentIndex d : documents) {
      ++counts.of_document[d];
    }
    for (const std::uint32_t s : sources) {
      ++counts.sources[s].points;
    }
  }
  return counts;
}

void write_nodes(const Report& report, GraphSyntax& graph, const RunControl& control) {
  const Corpus& corpus = report.corpus;
  const Counts counts = counts_of(report);
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    if (d % kCheckedEvery == 0) {
      control.check();
    }
    const std::string bytes = std::to_string(corpus.text(d).size());
    const std::string tokens = std::to_string(report.tokens[d]);
    const std::string points = std::to_string(counts.of_document[d]);
    const std::array values{
        detail::GraphValue{GraphField::kKind, "document"},
        detail::GraphValue{GraphField::kName, corpus.id(d)},
        detail::GraphValue{GraphField::kTitle, corpus.title(d)},
        detail::GraphValue{GraphField::kSource, corpus.source(d)},
        detail::GraphValue{GraphField::kDate, corpus.date(d)},
        detail::GraphValue{GraphField::kLanguage, corpus.language(d)},
        detail::GraphValue{GraphField::kPath, corpus.path(d)},
        detail::GraphValue{GraphField::kBytes, bytes},
        detail::GraphValue{GraphField::kTokens, tokens},
        detail::GraphValue{GraphField::kTalkingPoints, points},
    };
    graph.node(numbered('d', d), corpus.title(d).empty() ? corpus.id(d) : corpus.title(d), values);
  }
  // Names of files stand in the same table as names of sources; those have no document.
  for (std::uint32_t s = 1; s < counts.sources.size(); ++s) {
    const Source& source = counts.sources[s];
    if (source.documents == 0) {
      continue;
    }
    const std::string documents = std::to_string(source.documents);
    const std::string points = std::to_string(source.points);
    const std::array values{
        detail::GraphValue{GraphField::kKind, "source"},
        detail::GraphValue{GraphField::kName, corpus.source_name(s)},
        detail::GraphValue{GraphField::kDate, source.first_date},
        detail::GraphValue{GraphField::kLastDate, source.last_date},
        detail::GraphValue{GraphField::kDocuments, documents},
        detail::GraphValue{GraphField::kTalkingPoints, points},
    };
    graph.node(numbered('s', s), corpus.source_name(s), values);
  }
}

void write_shared(GraphSyntax& graph, char letter, const SharedText& both) {
  const std::string spans = std::to_string(both.spans);
  const std::string near_duplicates = std::to_string(both.near_duplicates);
  const std::string similarity = text_of(both.similarity);
  const std::array values{
      detail::GraphValue{GraphField::kEdgeKind, "shared_text"},
      detail::GraphValue{GraphField::kSpans, spans},
      detail::GraphValue{GraphField::kNearDuplicates, near_duplicates},
      detail::GraphValue{GraphField::kSimilarity, similarity},
  };
  graph.edge(numbered(letter, both.a), numbered(letter, both.b), both.characters, values);
}

void write_edges(const Report& report, GraphSyntax& graph, const RunControl& control) {
  const Corpus& corpus = report.corpus;
  std::map<std::pair<std::uint32_t, std::uint32_t>, SharedText> between;
  std::uint64_t seen = 0;
  detail::each_shared_text(report, [&](const SharedText& both) {
    if (seen++ % kCheckedEvery == 0) {
      control.check();
    }
    write_shared(graph, 'd', both);
    const auto [low, high] =
        std::minmax({corpus.source_number(both.a), corpus.source_number(both.b)});
    if (low == 0) {
      return;
    }
    SharedText& sum = between[{low, high}];
    sum.a = low;
    sum.b = high;
    sum.characters += both.characters;
    sum.spans += both.spans;
    sum.near_duplicates += both.near_duplicates;
    sum.similarity = std::max(sum.similarity, both.similarity);
  });
  for (const auto& [sources, sum] : between) {
    write_shared(graph, 's', sum);
  }
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    for (const std::uint32_t s : corpus.source_numbers(d)) {
      const std::array values{detail::GraphValue{GraphField::kEdgeKind, "made_by"}};
      graph.edge(numbered('d', d), numbered('s', s), 1, values);
    }
  }
}

} // namespace

void write_graph_report(const Report& report, GraphFormat format, Sink& sink,
                        const RunControl& control) {
  GraphSyntax graph(format, sink);
  write_nodes(report, graph, control);
  graph.edges();
  write_edges(report, graph, control);
  graph.finish();
}

} // namespace refrain
