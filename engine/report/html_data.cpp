#include "refrain/report/detail/html_data.h"

#include "refrain/report/char_offsets.h"
#include "refrain/report/detail/json_text.h"
#include "refrain/text/language_guess.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace refrain::detail {
namespace {

/// A JSON object of named columns, written into one string.
class Columns {
public:
  template <class Range, class Append>
  void column(std::string_view name, const Range& rows, Append append) {
    key(name);
    out_ += '[';
    bool first = true;
    for (const auto& row : rows) {
      if (!first) {
        out_ += ',';
      }
      first = false;
      append(out_, row);
    }
    out_ += ']';
  }

  template <class Range, class Get>
  void numbers(std::string_view name, const Range& rows, Get get) {
    column(name, rows, [&](std::string& out, const auto& row) {
      append_number(out, static_cast<std::uint64_t>(get(row)));
    });
  }

  /// Scores, with four decimals: what a page shows and filters by.
  template <class Range, class Get> void scores(std::string_view name, const Range& rows, Get get) {
    column(name, rows, [&](std::string& out, const auto& row) {
      char digits[32];
      const auto end =
          std::to_chars(digits, digits + sizeof digits, get(row), std::chars_format::general, 4)
              .ptr;
      out.append(digits, static_cast<std::size_t>(end - digits));
    });
  }

  template <class Range, class Get>
  void strings(std::string_view name, const Range& rows, Get get) {
    column(name, rows,
           [&](std::string& out, const auto& row) { append_json_string(out, get(row)); });
  }

  void object(std::string_view name, Columns inner) {
    key(name);
    out_ += inner.take();
  }

  void text(std::string_view name, std::string_view value) {
    key(name);
    append_json_string(out_, value);
  }

  void number(std::string_view name, std::uint64_t value) {
    key(name);
    append_number(out_, value);
  }

  [[nodiscard]] std::string take() {
    out_ += '}';
    return std::move(out_);
  }

private:
  void key(std::string_view name) {
    if (out_.size() > 1) {
      out_ += ',';
    }
    append_json_string(out_, name);
    out_ += ':';
  }

  std::string out_ = "{";
};

template <class Range> void add_ranges(Columns& columns, const Range& ranges) {
  columns.numbers("document", ranges, [](const TextRange& r) { return r.document; });
  columns.numbers("begin", ranges, [](const TextRange& r) { return r.bytes.begin; });
  columns.numbers("end", ranges, [](const TextRange& r) { return r.bytes.end; });
}

// The distinct values of a string of every document, in order of first use.
struct Table {
  std::vector<std::string_view> names;
  std::vector<std::uint32_t> of_document;
};

template <class Get> Table table_of(const Corpus& corpus, Get get) {
  Table table;
  std::map<std::string_view, std::uint32_t> numbers;
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    const auto [place, added] =
        numbers.emplace(get(d), static_cast<std::uint32_t>(table.names.size()));
    if (added) {
      table.names.push_back(place->first);
    }
    table.of_document.push_back(place->second);
  }
  return table;
}

// The marks of a kind, by document and place; "number" is that of a page.
[[nodiscard]] Columns marks_of(const Corpus& corpus, MarkKind kind) {
  std::vector<TextRange> ranges;
  std::vector<std::uint32_t> numbers;
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    for (const TextMark& mark : corpus.marks(d)) {
      if (mark.kind == kind) {
        ranges.push_back({d, mark.bytes});
        numbers.push_back(mark.number);
      }
    }
  }
  Columns out;
  add_ranges(out, ranges);
  if (kind == MarkKind::kPage) {
    out.numbers("number", numbers, [](std::uint32_t n) { return n; });
  }
  return out;
}

// Where the elements of web pages and the like begin in their texts; equal names once.
[[nodiscard]] Columns elements_of(const Corpus& corpus) {
  std::vector<TextRange> begins;
  std::vector<std::uint32_t> of_mark;
  std::vector<std::string_view> names;
  std::map<std::string_view, std::uint32_t> numbers;
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    const ElementView elements = corpus.elements(d);
    for (const ElementMark& mark : elements.marks) {
      const auto [place, added] =
          numbers.emplace(elements.name(mark.name), static_cast<std::uint32_t>(names.size()));
      if (added) {
        names.push_back(place->first);
      }
      begins.push_back({d, {mark.begin, mark.begin}});
      of_mark.push_back(place->second);
    }
  }
  const auto same = [](auto x) { return x; };
  Columns out;
  out.strings("names", names, same);
  out.numbers("document", begins, [](const TextRange& r) { return r.document; });
  out.numbers("begin", begins, [](const TextRange& r) { return r.bytes.begin; });
  out.numbers("name", of_mark, same);
  return out;
}

[[nodiscard]] std::uint64_t number_of(Form form) {
  return static_cast<std::uint64_t>(form);
}

} // namespace

std::vector<TextBlock> text_blocks(const Corpus& corpus, std::size_t bytes) {
  std::vector<TextBlock> blocks;
  std::size_t filled = bytes;
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    if (filled >= bytes) {
      blocks.push_back({d, d});
      filled = 0;
    }
    blocks.back().end = d + 1;
    filled += corpus.text(d).size();
  }
  return blocks;
}

std::string run_json(const Report& report, std::span<const SkippedRecord> skipped,
                     std::string_view title, std::string_view version,
                     std::span<const TextBlock> blocks) {
  Columns run;
  run.number("format", 1);
  run.text("title", title);
  run.text("version", version);
  run.number("passages", report.passages.size());
  run.numbers("blocks", blocks, [](const TextBlock& b) { return b.begin; });

  Columns limits;
  limits.strings("stage", report.run.caps, [](const CapEffect& c) { return c.stage; });
  limits.strings("what", report.run.caps, [](const CapEffect& c) { return c.what; });
  limits.numbers("count", report.run.caps, [](const CapEffect& c) { return c.count; });
  run.object("limits", std::move(limits));

  Columns left;
  left.strings("path", skipped, [](const SkippedRecord& s) { return s.path; });
  left.numbers("position", skipped, [](const SkippedRecord& s) { return s.position; });
  left.strings("reason", skipped, [](const SkippedRecord& s) { return s.reason; });
  left.strings("detail", skipped, [](const SkippedRecord& s) { return s.detail; });
  run.object("skipped", std::move(left));
  return run.take();
}

/// Sources of documents, and behind them speakers that are no such source.
Table sources_of(const Corpus& corpus) {
  Table table = table_of(corpus, [&](DocumentIndex d) { return corpus.source(d); });
  std::set<std::string_view> known(table.names.begin(), table.names.end());
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    const ElementView speakers = corpus.speakers(d);
    for (const ElementMark& mark : speakers.marks) {
      const std::string_view name = speakers.name(mark.name);
      if (!name.empty() && known.insert(name).second) {
        table.names.push_back(name);
      }
    }
  }
  return table;
}

std::string documents_json(const Report& report) {
  const Corpus& corpus = report.corpus;
  std::vector<DocumentIndex> all(corpus.size());
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    all[d] = d;
  }
  const Table sources = sources_of(corpus);
  const Table paths = table_of(corpus, [&](DocumentIndex d) { return corpus.path(d); });
  std::vector<Origin> language_origins(corpus.size(), Origin::kUnknown);
  const Table languages = table_of(corpus, [&](DocumentIndex d) {
    // The filter is by language: what is declared may name a country too.
    const std::string_view known = corpus.language(d);
    if (!known.empty()) {
      language_origins[d] = corpus.language_origin(d);
      return known.substr(0, known.find('-'));
    }
    const std::string_view guessed = guess_language(corpus.text(d));
    language_origins[d] = guessed.empty() ? Origin::kUnknown : Origin::kText;
    return guessed;
  });
  const auto same = [](auto x) { return x; };
  const auto origin = [](Origin o) { return static_cast<int>(o); };

  Columns out;
  out.strings("sources", sources.names, same);
  out.strings("paths", paths.names, same);
  out.strings("id", all, [&](DocumentIndex d) { return corpus.id(d); });
  out.strings("title", all, [&](DocumentIndex d) { return corpus.title(d); });
  out.numbers("source", sources.of_document, same);
  out.strings("date", all, [&](DocumentIndex d) { return corpus.date(d); });
  out.strings("languages", languages.names, same);
  out.numbers("language", languages.of_document, same);
  out.numbers("path", paths.of_document, same);
  out.numbers("position", all, [&](DocumentIndex d) { return corpus.position(d); });
  out.numbers("bytes", all, [&](DocumentIndex d) { return corpus.text(d).size(); });
  out.numbers("tokens", all, [&](DocumentIndex d) { return report.tokens[d]; });
  out.numbers("passages", all, [&](DocumentIndex d) {
    return report.passages.first[d + 1] - report.passages.first[d];
  });
  Columns origins;
  origins.numbers("title", all, [&](DocumentIndex d) { return origin(corpus.title_origin(d)); });
  origins.numbers("source", all, [&](DocumentIndex d) { return origin(corpus.source_origin(d)); });
  origins.numbers("date", all, [&](DocumentIndex d) { return origin(corpus.date_origin(d)); });
  origins.numbers("language", language_origins, origin);
  out.object("origins", std::move(origins));
  out.object("furniture", marks_of(corpus, MarkKind::kFurniture));
  out.object("pages", marks_of(corpus, MarkKind::kPage));
  out.object("elements", elements_of(corpus));
  return out.take();
}

std::string points_json(const Report& report) {
  const std::vector<TalkingPoint>& points = report.talking_points.points;
  std::vector<TextRange> ranges;
  std::vector<Form> forms;
  for (const TalkingPoint& point : points) {
    for (const Occurrence& o : point.occurrences) {
      ranges.push_back(o.range);
      forms.push_back(o.form);
    }
  }
  const Table sources = sources_of(report.corpus);
  std::map<std::string_view, std::size_t> numbers;
  for (std::size_t s = 0; s < sources.names.size(); ++s) {
    numbers[sources.names[s]] = s;
  }
  Columns occurrences;
  add_ranges(occurrences, ranges);
  occurrences.numbers("form", forms, number_of);
  occurrences.numbers("source", ranges,
                      [&](const TextRange& r) { return numbers[report.corpus.source(r)]; });

  Columns out;
  out.strings("label", points, [](const TalkingPoint& p) { return p.label; });
  out.numbers("kind", points, [](const TalkingPoint& p) { return static_cast<int>(p.kind); });
  out.numbers("boilerplate", points, [](const TalkingPoint& p) { return p.boilerplate; });
  out.scores("score", points, [](const TalkingPoint& p) { return p.score; });
  out.column("keywords", points, [](std::string& text, const TalkingPoint& p) {
    text += '[';
    for (std::size_t i = 0; i < p.keywords.size(); ++i) {
      text += i == 0 ? "" : ",";
      append_json_string(text, p.keywords[i]);
    }
    text += ']';
  });
  out.numbers("size", points, [](const TalkingPoint& p) { return p.occurrences.size(); });
  out.object("occurrences", std::move(occurrences));
  return out.take();
}

std::string reuse_json(const Report& report) {
  const std::vector<ReuseSpan>& spans = report.reuse.spans;
  std::vector<TextRange> a;
  std::vector<TextRange> b;
  for (const ReuseSpan& span : spans) {
    a.push_back(span.a);
    b.push_back(span.b);
  }
  const CharOffsets chars(report.corpus);
  Columns side_a;
  add_ranges(side_a, a);
  Columns side_b;
  add_ranges(side_b, b);

  Columns out;
  out.object("a", std::move(side_a));
  out.object("b", std::move(side_b));
  out.numbers("form", spans, [](const ReuseSpan& s) { return number_of(s.form); });
  out.scores("similarity", spans, [](const ReuseSpan& s) { return s.similarity; });
  out.numbers("chars", a, [&](const TextRange& r) {
    return chars.at(r.document, r.bytes.end) - chars.at(r.document, r.bytes.begin);
  });
  return out.take();
}

std::string duplicates_json(const Report& report) {
  const DuplicatesResult& found = report.duplicates;
  std::vector<PassageIndex> named;
  for (const Pair& pair : found.pairs) {
    named.push_back(pair.a);
    named.push_back(pair.b);
  }
  for (const Cluster& cluster : found.clusters) {
    named.push_back(cluster.representative);
    for (const ClusterMember& member : cluster.members) {
      named.push_back(member.passage);
    }
  }
  std::sort(named.begin(), named.end());
  named.erase(std::unique(named.begin(), named.end()), named.end());
  const auto place = [&](PassageIndex passage) {
    return std::lower_bound(named.begin(), named.end(), passage) - named.begin();
  };

  std::vector<TextRange> ranges;
  ranges.reserve(named.size());
  for (const PassageIndex passage : named) {
    ranges.push_back({report.passages[passage].document, report.passages[passage].bytes});
  }
  Columns passages;
  add_ranges(passages, ranges);

  Columns pairs;
  pairs.numbers("a", found.pairs, [&](const Pair& p) { return place(p.a); });
  pairs.numbers("b", found.pairs, [&](const Pair& p) { return place(p.b); });
  pairs.scores("jaccard", found.pairs, [](const Pair& p) { return p.jaccard; });
  pairs.scores("containment", found.pairs, [](const Pair& p) { return p.containment; });

  // Members of all clusters in one list; a cluster begins with its representative.
  std::vector<ClusterMember> members;
  for (const Cluster& cluster : found.clusters) {
    members.push_back({cluster.representative, 1});
    members.insert(members.end(), cluster.members.begin(), cluster.members.end());
  }
  Columns clusters;
  clusters.numbers("size", found.clusters, [](const Cluster& c) { return c.members.size() + 1; });
  clusters.numbers("passage", members, [&](const ClusterMember& m) { return place(m.passage); });
  clusters.scores("jaccard", members, [](const ClusterMember& m) { return m.jaccard; });

  Columns out;
  out.object("passages", std::move(passages));
  out.object("pairs", std::move(pairs));
  out.object("clusters", std::move(clusters));
  return out.take();
}

} // namespace refrain::detail
