#include "refrain/pipeline/removals.h"

#include "deduplicated.h"
#include "removed_records.h"
#include "spool.h"
#include "verb.h"

#include <algorithm>
#include <filesystem>

namespace refrain::cli {
namespace {

class DedupVerb final : public Verb {
public:
  DedupVerb()
      : options_("dedup", "Write the corpus without its near-duplicates, and what was removed",
                 "  refrain dedup news.jsonl.zst -o clean.jsonl\n"
                 "  refrain dedup --threshold 0.9 part-*.jsonl -o clean.jsonl\n"
                 "  refrain dedup --memory 2G huge.jsonl.zst -o clean.jsonl\n"
                 "  refrain dedup articles/ -o kept/          (copies of the kept files)\n"
                 "  refrain dedup articles/ -o kept.txt       (a list of the kept files)\n") {
    options_.inputs(&inputs_, "INPUT", 1, -1, "Files, folders, or - for standard input");
    options_.path("-o,--output", &output_, "OUTPUT",
                  "Where to write what is kept: a .jsonl, .csv or .tsv file of records, a .txt "
                  "list of files, or a folder; it may be the only INPUT, which is then replaced. "
                  "OUTPUT.removed.jsonl says what was removed, and which record stands for it. "
                  "Exit code 1 means that nothing was removed");
    options_.require("-o");
    define_duplicates(options_, session_.engine_options().duplicates);
    session_.define_reading(options_);
    session_.define_running(options_);
    session_.define_memory(options_);
  }

  OptionSet& options() override { return options_; }

  int run() override {
    if (output_.empty() || output_ == "-") {
      throw UsageError("dedup: expected -o OUTPUT, a file or a folder");
    }
    require_output(output_);
    session_.start();
    // A file may be given back in its own place; what an earlier run left in a folder is no input.
    if (!is_input(output_)) {
      session_.leave_out(output_);
      session_.leave_out(removed_list_of(output_));
    }
    if (std::find(inputs_.begin(), inputs_.end(), "-") != inputs_.end()) {
      session_.set_standard_input(seekable_standard_input(session_.memory().temp_folder));
    }
    session_.read_twice();
    return session_.limited() ? run_on_disk() : run_in_memory();
  }

private:
  [[nodiscard]] bool is_input(const std::string& path) const {
    std::error_code none;
    return std::any_of(inputs_.begin(), inputs_.end(), [&](const std::string& input) {
      return std::filesystem::equivalent(input, path, none);
    });
  }

  [[nodiscard]] KeptAs how_to_keep(bool lines, bool files) const {
    const KeptAs kept = kept_as(lines, files, output_);
    if (kept == KeptAs::kList && is_input(output_)) {
      throw UsageError("dedup: " + output_ + " is an input; the list would replace its text");
    }
    return kept;
  }

  int run_in_memory() {
    Engine engine(session_.engine_options(), session_.control());
    engine.add(session_.read(inputs_));
    const Corpus& corpus = engine.corpus();
    bool lines = false;
    bool files = false;
    for (DocumentIndex d = 0; d < corpus.size(); ++d) {
      (corpus.position(d) != 0 ? lines : files) = true;
    }
    const KeptAs kept = how_to_keep(lines, files);
    const std::vector<Removal> removals =
        find_removals(corpus, engine.passages(), engine.duplicates());
    const auto removed = make_removed_records(corpus, removals);
    session_.require_unchanged();
    const KeptCounts counts =
        write_kept(session_, inputs_, *removed, kept, output_, is_input(output_));
    return tell(engine.run_report(), counts, removals.size());
  }

  int run_on_disk() {
    DiskDuplicates search(session_.engine_options(), session_.memory(), session_.control());
    session_.read(inputs_, search);
    search.run();
    session_.tell_repeated_ids(search.corpus().repeated_ids, search.corpus().repeated_id);
    const KeptAs kept = how_to_keep(search.corpus().lines, search.corpus().files);
    const auto removed = make_removed_records(search);
    const KeptCounts counts =
        write_kept(session_, inputs_, *removed, kept, output_, is_input(output_));
    session_.tell_spilled(search.run_report());
    return tell(search.run_report(), counts, search.removals());
  }

  // What was written, not what should have been.
  int tell(const RunReport& run, const KeptCounts& counts, std::uint64_t listed) {
    session_.tell_caps(run.caps);
    if (counts.removed < listed) {
      say(counted(listed - counts.removed, "document", "documents") +
          " listed as removed stayed, as part of a kept file");
    }
    say("kept " + std::to_string(counts.kept) + " of " +
        std::to_string(counts.kept + counts.removed) + ", removed " +
        std::to_string(counts.removed));
    return listed == 0 ? kNothingFound : kFound;
  }

  OptionSet options_;
  std::vector<std::string> inputs_;
  std::string output_;
};

} // namespace

std::unique_ptr<Verb> make_dedup_verb() {
  return std::make_unique<DedupVerb>();
}

} // namespace refrain::cli
