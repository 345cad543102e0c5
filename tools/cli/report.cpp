#include "refrain/report/html_report.h"

#include "emit.h"
#include "show.h"
#include "verb.h"

#include <algorithm>
#include <filesystem>

namespace refrain::cli {
namespace {

// The inputs by their own names, for a heading: "articles, press.jsonl".
[[nodiscard]] std::string title_of(const std::vector<std::string>& inputs) {
  constexpr std::size_t kNamed = 3;
  std::string title;
  for (std::size_t i = 0; i < std::min(inputs.size(), kNamed); ++i) {
    const auto path = std::filesystem::path(inputs[i] + "/").lexically_normal().parent_path();
    std::error_code unknown;
    const bool folder = std::filesystem::is_directory(inputs[i], unknown);
    std::string name = inputs[i] == "-" ? "" : path.filename().string();
    name = folder ? name : name.substr(0, name.find('.', 1));
    if (!name.empty() && name[0] != '.') {
      title += (title.empty() ? "" : ", ") + name;
    }
  }
  return inputs.size() > kNamed && !title.empty() ? title + ", ..." : title;
}

class ReportVerb final : public Verb {
public:
  ReportVerb()
      : options_("report", "Find everything: near-duplicates, reused spans and talking points",
                 "  refrain report articles/\n"
                 "  refrain report articles/ -o report.html\n"
                 "  refrain report speeches/ press.jsonl -o report.sqlite -o report.graphml\n") {
    options_.inputs(&inputs_, "INPUT", 1, -1, "Files, folders, or - for standard input");
    define_duplicates(options_, session_.engine_options().duplicates);
    session_.define_writing(options_, 10, true);
    session_.define_reading(options_);
    session_.define_running(options_);
  }

  OptionSet& options() override { return options_; }

  int run() override {
    session_.start(true);
    Engine engine(session_.engine_options(), session_.control());
    engine.add(session_.read(inputs_));
    const Report report = engine.report();
    RecordMaker maker(report.corpus, report.passages);
    Results results;
    results.kinds = {RecordKind::kDocument, RecordKind::kPair, RecordKind::kCluster,
                     RecordKind::kReuse, RecordKind::kTalkingPoint};
    results.records = [&](RecordWriter& writer) {
      emit_documents(report, maker, writer);
      emit_pairs(report.duplicates, maker, writer);
      emit_clusters(report.duplicates, maker, writer);
      emit_reuse(report.reuse, maker, writer);
      emit_points(report.talking_points, maker, writer);
    };
    results.text = [&](TextReport& text) {
      show_corpus(engine, text);
      text.line("");
      const std::vector<std::pair<std::string, std::string>> facts{
          {"Talking points", summary_of(report.talking_points)},
          {"Reused spans", summary_of(report.reuse)},
          {"Near-duplicate passages", summary_of(report.duplicates) + ", of " +
                                          std::to_string(report.passages.size()) + " passages"},
          {"Skipped records", std::to_string(session_.skipped().size())}};
      text.facts(facts);
      text.heading("Talking points");
      show_points(report.talking_points, maker, text);
      text.heading("Reused spans, the longest first");
      show_reuse(report.reuse, maker, text);
      text.heading("Near-duplicate passages, the largest clusters first");
      show_clusters(report.duplicates, maker, text);
    };
    results.quotes = [&](RecordWriter& writer) {
      emit_documents(report, maker, writer);
      emit_points(report.talking_points, maker, writer);
      emit_reuse(report.reuse, maker, writer);
      emit_clusters(report.duplicates, maker, writer);
    };
    results.graph = [&](Sink& sink, GraphFormat format) {
      write_graph_report(report, format, sink, session_.control());
    };
    results.page = [&](Sink& sink, std::span<const SkippedRecord> skipped) {
      write_html_report(report, skipped, {title_of(inputs_), REFRAIN_VERSION}, sink,
                        session_.control());
    };
    session_.write(report.run, results);
    const bool nothing = report.duplicates.pairs.empty() && report.reuse.spans.empty() &&
                         report.talking_points.points.empty();
    return nothing ? kNothingFound : kFound;
  }

private:
  OptionSet options_;
  std::vector<std::string> inputs_;
};

} // namespace

std::unique_ptr<Verb> make_report_verb() {
  return std::make_unique<ReportVerb>();
}

} // namespace refrain::cli
