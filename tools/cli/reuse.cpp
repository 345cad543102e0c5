#include "emit.h"
#include "pair_list.h"
#include "show.h"
#include "verb.h"

#include <filesystem>

namespace refrain::cli {
namespace {

class ReuseVerb final : public Verb {
public:
  ReuseVerb()
      : options_("reuse", "Find spans of text that documents share",
                 "  refrain reuse speeches/\n"
                 "  refrain reuse --pairs suspects.txt suspicious/ sources/ --format jsonl\n"
                 "  refrain reuse articles/ -o spans.csv\n") {
    options_.inputs(&inputs_, "INPUT", 1, -1, "Files, folders, or - for standard input");
    options_.path("--pairs", &pairs_, "FILE",
                  "Compare only the pairs of documents listed in FILE, one a line: two names with "
                  "a tab or a space between them");
    options_.count("--min-chars", &session_.engine_options().reuse.min_chars, "N",
                   "Minimum length of a span in either document, in characters");
    session_.define_writing(options_, 20);
    session_.define_reading(options_);
    session_.define_running(options_);
  }

  OptionSet& options() override { return options_; }

  int run() override {
    if (!pairs_.empty()) {
      require_readable(pairs_);
      if (std::filesystem::is_directory(pairs_)) {
        throw UsageError(pairs_ + ": expected a file that lists pairs, found a folder");
      }
    }
    session_.start();
    Engine engine(session_.engine_options(), session_.control());
    engine.add(session_.read(inputs_));
    ReuseResult listed;
    if (!pairs_.empty()) {
      const PairList list = read_pairs(pairs_, engine.corpus(), session_.skipped());
      if (list.skipped > 0) {
        say("left out: " + counted(list.skipped, "pair", "pairs") +
            " with a skipped document, the first in " + list.first_skipped);
      }
      listed = engine.reuse(list.pairs);
    }
    const ReuseResult& found = pairs_.empty() ? engine.reuse() : listed;
    const PassageTable no_passages;
    const RecordMaker maker(engine.corpus(), no_passages);
    Results results;
    results.kinds = {RecordKind::kReuse};
    results.records = [&](RecordWriter& writer) { emit_reuse(found, maker, writer); };
    results.text = [&](TextReport& text) {
      show_corpus(engine, text);
      text.heading("Reused spans: " + summary_of(found));
      show_reuse(found, maker, text);
    };
    session_.write(engine.run_report(), results);
    return found.spans.empty() ? kNothingFound : kFound;
  }

private:
  OptionSet options_;
  std::vector<std::string> inputs_;
  std::string pairs_;
};

} // namespace

std::unique_ptr<Verb> make_reuse_verb() {
  return std::make_unique<ReuseVerb>();
}

} // namespace refrain::cli
