#include "emit.h"
#include "show.h"
#include "verb.h"

namespace refrain::cli {
namespace {

class DuplicatesVerb final : public Verb {
public:
  DuplicatesVerb()
      : options_("duplicates", "Find near-duplicate passages: pairs and clusters",
                 "  refrain duplicates articles/\n"
                 "  refrain duplicates --threshold 0.85 --format jsonl news.jsonl.zst\n"
                 "  refrain duplicates archive/ -o pairs.csv\n"
                 "  refrain duplicates --memory 1G huge.jsonl -o pairs.jsonl\n") {
    options_.inputs(&inputs_, "INPUT", 1, -1, "Files, folders, or - for standard input");
    define_duplicates(options_, session_.engine_options().duplicates);
    session_.define_writing(options_, 20);
    session_.define_reading(options_);
    session_.define_running(options_);
    session_.define_memory(options_);
  }

  OptionSet& options() override { return options_; }

  int run() override {
    session_.start();
    return session_.limited() ? run_on_disk() : run_in_memory();
  }

private:
  int run_in_memory() {
    Engine engine(session_.engine_options(), session_.control());
    engine.add(session_.read(inputs_));
    const DuplicatesResult& found = engine.duplicates();
    RecordMaker maker(engine.corpus(), engine.passages());
    Results results;
    results.kinds = {RecordKind::kPair, RecordKind::kCluster};
    results.records = [&](RecordWriter& writer) {
      emit_pairs(found, maker, writer);
      emit_clusters(found, maker, writer);
    };
    results.text = [&](TextReport& text) {
      show_corpus(engine, text);
      text.heading("Near-duplicate passages: " + summary_of(found));
      show_clusters(found, maker, text);
    };
    session_.write(engine.run_report(), results);
    return found.pairs.empty() ? kNothingFound : kFound;
  }

  int run_on_disk() {
    DiskDuplicates search(session_.engine_options(), session_.memory(), session_.control());
    session_.read(inputs_, search);
    search.run();
    session_.tell_repeated_ids(search.corpus().repeated_ids, search.corpus().repeated_id);
    Results results;
    results.kinds = {RecordKind::kPair, RecordKind::kCluster};
    results.records = [&](RecordWriter& writer) {
      emit_pairs(search, writer);
      emit_clusters(search, writer);
    };
    results.text = [&](TextReport& text) {
      show_corpus(search.corpus(), text);
      text.heading("Near-duplicate passages: " + summary_of(search));
      show_clusters(search, text);
    };
    session_.write(search.run_report(), results);
    session_.tell_spilled(search.run_report());
    return search.pairs() == 0 ? kNothingFound : kFound;
  }

  OptionSet options_;
  std::vector<std::string> inputs_;
};

} // namespace

void define_duplicates(OptionSet& options, DuplicatesOptions& to) {
  options.number("--threshold", &to.threshold, "X",
                 "Minimum Jaccard similarity of near-duplicates, above 0 and at most 1");
}

std::unique_ptr<Verb> make_duplicates_verb() {
  return std::make_unique<DuplicatesVerb>();
}

} // namespace refrain::cli
