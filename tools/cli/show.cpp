#include "show.h"

#include "emit.h"
#include "progress.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <string>

namespace refrain::cli {
namespace {

// The first `count` indexes below n in the order of `before`; equal ones in their own order.
template <class Before>
[[nodiscard]] std::vector<std::size_t> first_by(std::size_t n, std::uint64_t count, Before before) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto middle = order.begin() + static_cast<std::ptrdiff_t>(count);
  std::partial_sort(order.begin(), middle, order.end(), [&](std::size_t a, std::size_t b) {
    return before(a, b) || (!before(b, a) && a < b);
  });
  order.resize(count);
  return order;
}

} // namespace

void show_corpus(const CorpusFacts& facts, TextReport& text) {
  std::string line = counted(facts.documents, "document", "documents");
  if (facts.sources != 0) {
    line += ", " + counted(facts.sources, "source", "sources");
  }
  if (!facts.first_date.empty()) {
    line += ", " + one_line(std::string_view(facts.first_date).substr(0, 10)) + " to " +
            one_line(std::string_view(facts.last_date).substr(0, 10));
  }
  text.line(line);
}

void show_corpus(Engine& engine, TextReport& text) {
  const Corpus& corpus = engine.corpus();
  CorpusFacts facts;
  facts.documents = corpus.size();
  std::set<std::uint32_t> sources;
  std::string_view first;
  std::string_view last;
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    if (!corpus.speakers(d).marks.empty()) {
      const std::vector<std::uint32_t> all = corpus.source_numbers(d);
      sources.insert(all.begin(), all.end());
    } else if (corpus.source_number(d) != 0) {
      sources.insert(corpus.source_number(d));
    }
    const std::string_view date = corpus.date(d);
    if (!date.empty()) {
      first = first.empty() || date < first ? date : first;
      last = date > last ? date : last;
    }
  }
  facts.sources = sources.size();
  facts.first_date = first;
  facts.last_date = last;
  show_corpus(facts, text);
}

std::string summary_of(const DuplicatesResult& result) {
  return counted(result.pairs.size(), "pair", "pairs") + " in " +
         counted(result.clusters.size(), "cluster", "clusters");
}

std::string summary_of(const DiskDuplicates& search) {
  return counted(search.pairs(), "pair", "pairs") + " in " +
         counted(search.clusters(), "cluster", "clusters");
}

std::string summary_of(const ReuseResult& result) {
  std::array<std::uint64_t, 3> forms{};
  for (const ReuseSpan& span : result.spans) {
    ++forms[static_cast<std::size_t>(span.form)];
  }
  std::string all = counted(result.spans.size(), "span", "spans");
  const char* between = ": ";
  for (const Form form : {Form::kVerbatim, Form::kLight, Form::kHeavy}) {
    if (const std::uint64_t n = forms[static_cast<std::size_t>(form)]; n != 0) {
      all += between + std::to_string(n) + " " + std::string(name_of(form));
      between = ", ";
    }
  }
  return all;
}

std::string summary_of(const TalkingPointsResult& result) {
  std::uint64_t statements = 0;
  std::uint64_t phrases = 0;
  std::uint64_t stump_lines = 0;
  std::uint64_t boilerplate = 0;
  for (const TalkingPoint& point : result.points) {
    (point.boilerplate                     ? boilerplate
     : point.kind == PointKind::kStumpLine ? stump_lines
     : point.kind == PointKind::kPhrase    ? phrases
                                           : statements) += 1;
  }
  std::string all = std::to_string(result.points.size());
  const char* between = ": ";
  const auto part = [&](std::uint64_t n, const char* one, const char* many) {
    if (n != 0) {
      all += between + counted(n, one, many);
      between = ", ";
    }
  };
  part(statements, "statement", "statements");
  part(phrases, "phrase", "phrases");
  part(stump_lines, "stump line", "stump lines");
  part(boilerplate, "boilerplate", "boilerplate");
  return all;
}

void show_clusters(const DuplicatesResult& result, RecordMaker& maker, TextReport& text) {
  const auto& clusters = result.clusters;
  const std::uint64_t shown = text.shown(clusters.size());
  std::uint64_t number = 0;
  for (const std::size_t i : first_by(clusters.size(), shown, [&](std::size_t a, std::size_t b) {
         const bool furniture = maker.is_furniture(clusters[a].representative);
         return furniture != maker.is_furniture(clusters[b].representative)
                    ? !furniture
                    : clusters[a].members.size() > clusters[b].members.size();
       })) {
    text.write(maker.cluster(clusters[i], i + 1), ++number);
  }
  text.left_out(clusters.size() - shown);
}

void show_clusters(const DiskDuplicates& search, TextReport& text) {
  const std::uint64_t clusters = search.clusters();
  const std::uint64_t shown = text.shown(clusters);
  std::vector<MemberRecord> members;
  std::uint64_t number = 0;
  if (shown != 0) {
    search.for_each_large_cluster(shown, TextReport::kMembersShown,
                                  [&](const FoundCluster& cluster) {
                                    text.write(cluster_record(cluster, members), ++number);
                                  });
  }
  text.left_out(clusters - shown);
}

void show_reuse(const ReuseResult& result, const RecordMaker& maker, TextReport& text) {
  const auto& spans = result.spans;
  const std::uint64_t shown = text.shown(spans.size());
  std::uint64_t number = 0;
  for (const std::size_t i : first_by(spans.size(), shown, [&](std::size_t a, std::size_t b) {
         const bool furniture = maker.is_furniture(spans[a].a);
         return furniture != maker.is_furniture(spans[b].a)
                    ? !furniture
                    : spans[a].a.bytes.size() > spans[b].a.bytes.size();
       })) {
    text.write(maker.reuse(spans[i]), ++number);
  }
  text.left_out(spans.size() - shown);
}

void show_points(const TalkingPointsResult& result, RecordMaker& maker, TextReport& text) {
  const std::uint64_t shown = text.shown(result.points.size());
  for (std::uint64_t i = 0; i < shown; ++i) {
    text.write(maker.talking_point(result.points[i], i + 1));
  }
  text.left_out(result.points.size() - shown);
}

} // namespace refrain::cli
