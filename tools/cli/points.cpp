#include "emit.h"
#include "show.h"
#include "verb.h"

namespace refrain::cli {
namespace {

class PointsVerb final : public Verb {
public:
  PointsVerb()
      : options_("points", "Find the talking points that documents and sources repeat",
                 "  refrain points speeches/\n"
                 "  refrain points releases.jsonl.zst --source-field senator --format jsonl\n"
                 "  refrain points articles/ -o points.csv\n") {
    TalkingPointsOptions& to = session_.engine_options().talking_points;
    options_.inputs(&inputs_, "INPUT", 1, -1, "Files, folders, or - for standard input");
    options_.count("--min-documents", &to.min_documents, "N",
                   "Minimum number of documents that make a point; 0 means 2, or 3 among 100 "
                   "documents and more");
    options_.count("--max-points", &to.max_points, "N", "Report at most N points, the best ones");
    session_.define_writing(options_, 20);
    session_.define_reading(options_);
    session_.define_running(options_);
  }

  OptionSet& options() override { return options_; }

  int run() override {
    session_.start();
    Engine engine(session_.engine_options(), session_.control());
    engine.add(session_.read(inputs_));
    const TalkingPointsResult& found = engine.talking_points();
    RecordMaker maker(engine.corpus(), engine.passages());
    Results results;
    results.kinds = {RecordKind::kTalkingPoint};
    results.records = [&](RecordWriter& writer) { emit_points(found, maker, writer); };
    results.text = [&](TextReport& text) {
      show_corpus(engine, text);
      text.heading("Talking points: " + summary_of(found));
      show_points(found, maker, text);
    };
    session_.write(engine.run_report(), results);
    return found.points.empty() ? kNothingFound : kFound;
  }

private:
  OptionSet options_;
  std::vector<std::string> inputs_;
};

} // namespace

std::unique_ptr<Verb> make_points_verb() {
  return std::make_unique<PointsVerb>();
}

} // namespace refrain::cli
