#include "refrain/pipeline/removals.h"

#include "deduplicated.h"
#include "spool.h"
#include "verb.h"

#include <algorithm>

namespace refrain::cli {
namespace {

class DedupVerb final : public Verb {
public:
  DedupVerb()
      : options_("dedup", "Write the corpus without its near-duplicates, and what was removed",
                 "  refrain dedup news.jsonl.zst -o clean.jsonl\n"
                 "  refrain dedup --threshold 0.9 part-*.jsonl -o clean.jsonl\n"
                 "  refrain dedup articles/ -o kept/          (copies of the kept files)\n"
                 "  refrain dedup articles/ -o kept.txt       (a list of the kept files)\n") {
    options_.inputs(&inputs_, "INPUT", 1, -1, "Files, folders, or - for standard input");
    options_.path("-o,--output", &output_, "OUTPUT",
                  "JSON Lines file (.jsonl), list of files (.txt) or folder of what is kept; what "
                  "was removed, and "
                  "for which record, goes to OUTPUT.removed.jsonl");
    define_duplicates(options_, session_.engine_options().duplicates);
    session_.define_reading(options_);
    session_.define_running(options_);
  }

  OptionSet& options() override { return options_; }

  int run() override {
    if (output_.empty() || output_ == "-") {
      throw UsageError("dedup: expected -o OUTPUT, a file or a folder");
    }
    session_.start();
    if (std::find(inputs_.begin(), inputs_.end(), "-") != inputs_.end()) {
      session_.set_standard_input(seekable_standard_input());
    }
    Engine engine(session_.engine_options(), session_.control());
    engine.add(session_.read(inputs_));
    const Corpus& corpus = engine.corpus();
    const KeptAs kept = kept_as(corpus, output_);
    const std::vector<Removal> removals =
        find_removals(corpus, engine.passages(), engine.duplicates());
    write_kept(session_, inputs_, corpus, removals, kept, output_);
    session_.progress().clear();
    for (const CapEffect& cap : engine.run_report().caps) {
      say("left out: " + std::to_string(cap.count) + " " + cap.what);
    }
    say("kept " + std::to_string(corpus.size() - removals.size()) + " of " +
        std::to_string(corpus.size()) + ", removed " + std::to_string(removals.size()));
    return removals.empty() ? kNothingFound : kFound;
  }

private:
  OptionSet options_;
  std::vector<std::string> inputs_;
  std::string output_;
};

} // namespace

std::unique_ptr<Verb> make_dedup_verb() {
  return std::make_unique<DedupVerb>();
}

} // namespace refrain::cli
