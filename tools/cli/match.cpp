#include "emit.h"
#include "show.h"
#include "verb.h"

namespace refrain::cli {
namespace {

class MatchVerb final : public Verb {
public:
  MatchVerb()
      : options_("match", "For each query find the most similar texts, by TF-IDF cosine",
                 "  refrain match claims.jsonl --against fact-checks.jsonl --top 5\n"
                 "  refrain match drafts/ --against archive/ --threshold 0.3 -o matches.csv\n") {
    MatchOptions& to = session_.engine_options().match;
    options_.inputs(&queries_, "QUERIES", 1, -1,
                    "Files, folders, or - for standard input; each document is a query");
    options_.paths("--against", &against_, "CORPUS", "File or folder to search; may be repeated");
    options_.require("--against");
    options_.count("--top", &to.top, "N", "Matches per query");
    options_.choice("--scheme", &scheme_, {"reworded", "tfidf"},
                    "reworded also finds paraphrases; tfidf is the plain TF-IDF cosine");
    options_.number("--threshold", &to.threshold, "X", "Minimum score, 0 to 1");
    session_.define_writing(options_, 50);
    session_.define_reading(options_);
    session_.define_running(options_);
  }

  OptionSet& options() override { return options_; }

  int run() override {
    if (against_.empty()) {
      throw UsageError("match: expected --against CORPUS");
    }
    session_.engine_options().match.scheme =
        scheme_ == "tfidf" ? MatchScheme::kTfIdf : MatchScheme::kReworded;
    for (const std::string& path : against_) {
      require_readable(path);
    }
    session_.start();
    const Corpus queries = session_.read(queries_);
    Engine engine(session_.engine_options(), session_.control());
    engine.add(session_.read(against_));
    const Corpus& corpus = engine.corpus();
    const std::vector<Match> found = engine.match(queries);
    Results results;
    results.kinds = {RecordKind::kMatch};
    results.records = [&](RecordWriter& writer) {
      writer.begin(RecordKind::kMatch);
      for (const Match& m : found) {
        writer.write(record(m, queries, corpus));
      }
    };
    results.text = [&](TextReport& text) {
      text.line(std::to_string(found.size()) + " matches of " + std::to_string(queries.size()) +
                " queries among " + std::to_string(corpus.size()) + " documents");
      const std::uint64_t shown = text.shown(found.size());
      for (std::uint64_t i = 0; i < shown; ++i) {
        text.write(record(found[i], queries, corpus));
      }
      text.left_out(found.size() - shown);
    };
    session_.write(engine.run_report(), results);
    return found.empty() ? kNothingFound : kFound;
  }

private:
  [[nodiscard]] static MatchRecord record(const Match& m, const Corpus& queries,
                                          const Corpus& corpus) {
    return {queries.id(m.query),   corpus.id(m.document),  m.rank, m.score,
            queries.text(m.query), corpus.text(m.document)};
  }

  OptionSet options_;
  std::vector<std::string> queries_;
  std::vector<std::string> against_;
  std::string scheme_ = "reworded";
};

} // namespace

std::unique_ptr<Verb> make_match_verb() {
  return std::make_unique<MatchVerb>();
}

} // namespace refrain::cli
