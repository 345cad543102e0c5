/// @file
/// Scores match() with each of its schemes.
///
///     match_quality --arguments F.csv --key-points F.csv --labels F.csv
///     match_quality --queries F.jsonl --corpus F.jsonl
///
/// The first prints strict and relaxed mean average precision of arguments against key points, the
/// measure of the shared task on key point analysis (key_points.h), and each by what plain TF-IDF
/// reaches. Its main rows give each topic and stance a run of its own, as the task does; the others
/// a run for each topic, and one for all texts. The second takes two
/// files whose equal ids are the same text in other words, and prints how often the best match has
/// the query's id, by the Jaccard similarity of the two texts' word trigrams.

#include "refrain/core/run_control.h"
#include "refrain/ingest/ingest.h"
#include "refrain/shingle/shingle.h"
#include "refrain/text/tokenizer.h"
#include "refrain/tfidf/match.h"

#include "bench/quality/key_points.h"

#include <chrono>
#include <cstdio>
#include <exception>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace refrain;
using bench::KeyPointData;
using bench::Statement;
using Clock = std::chrono::steady_clock;

constexpr std::pair<MatchScheme, const char*> kSchemes[] = {{MatchScheme::kTfIdf, "tfidf"},
                                                            {MatchScheme::kReworded, "reworded"}};

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

Corpus corpus_of(const std::vector<const Statement*>& statements) {
  Corpus corpus;
  for (const Statement* s : statements) {
    Document d;
    d.id = s->id;
    d.text = s->text;
    corpus.add(d);
  }
  corpus.sort();
  return corpus;
}

enum class Unit { kStance, kTopic, kAll };

std::string key_of(const Statement& s, Unit unit) {
  return unit == Unit::kAll ? "" : unit == Unit::kTopic ? s.topic : s.topic + '\n' + s.stance;
}

void score_key_points(const KeyPointData& data) {
  std::printf("%-18s %-10s %8s %8s %8s %8s %9s\n", "run for each", "scheme", "strict", "relaxed",
              ": plain", ": plain", "seconds");
  for (const auto& [unit, unit_name] : {std::pair{Unit::kStance, "topic and stance"},
                                        {Unit::kTopic, "topic"},
                                        {Unit::kAll, "data set"}}) {
    bench::KeyPointScore plain;
    for (const auto& [scheme, name] : kSchemes) {
      std::map<std::string, std::vector<const Statement*>> arguments;
      std::map<std::string, std::vector<const Statement*>> key_points;
      for (const Statement& s : data.arguments) {
        arguments[key_of(s, unit)].push_back(&s);
      }
      for (const Statement& s : data.key_points) {
        key_points[key_of(s, unit)].push_back(&s);
      }
      std::vector<bench::Prediction> predictions;
      double seconds = 0;
      for (const auto& [key, statements] : arguments) {
        const Corpus queries = corpus_of(statements);
        const Corpus corpus = corpus_of(key_points[key]);
        const auto start = Clock::now();
        const MatchOptions options{.scheme = scheme, .top = 1000};
        for (const Match& m : match(queries, corpus, options, {})) {
          predictions.push_back(
              {std::string(queries.id(m.query)), std::string(corpus.id(m.document)), m.score});
        }
        seconds += seconds_since(start);
      }
      const bench::KeyPointScore score = bench::score_key_points(data, predictions);
      plain = scheme == MatchScheme::kTfIdf ? score : plain;
      std::printf("%-18s %-10s %8.4f %8.4f %8.3f %8.3f %9.3f\n", unit_name, name, score.strict,
                  score.relaxed, score.strict / plain.strict, score.relaxed / plain.relaxed,
                  seconds);
    }
  }
}

double trigram_similarity(std::string_view a, std::string_view b) {
  static Tokenizer tokenizer;
  std::vector<TokenKey> keys;
  std::vector<Shingle> sets[2];
  for (const int side : {0, 1}) {
    tokenizer.keys(side == 0 ? a : b, keys);
    shingle(keys, 3, sets[side]);
    make_shingle_set(sets[side]);
  }
  return overlap(sets[0], sets[1]).jaccard();
}

void score_parallel(const std::string& query_path, const std::string& corpus_path) {
  constexpr std::size_t kBands = 6;
  const char* bands[kBands] = {"0", "0 - .1", ".1 - .3", ".3 - .5", ".5 - .7", ".7 - 1"};
  const auto band_of = [](double similarity) -> std::size_t {
    return similarity <= 0    ? 0
           : similarity < 0.1 ? 1
           : similarity < 0.3 ? 2
           : similarity < 0.5 ? 3
           : similarity < 0.7 ? 4
                              : 5;
  };
  const Corpus queries = ingest(std::vector{query_path}, {}, {}).corpus;
  const Corpus corpus = ingest(std::vector{corpus_path}, {}, {}).corpus;
  std::map<std::string_view, DocumentIndex> by_id;
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    by_id[corpus.id(d)] = d;
  }
  std::printf("%-10s %9s", "scheme", "seconds");
  for (const char* band : bands) {
    std::printf(" %15s", band);
  }
  std::printf(" %15s\n", "all");
  for (const auto& [scheme, name] : kSchemes) {
    const auto start = Clock::now();
    const std::vector<Match> matches = match(queries, corpus, {.scheme = scheme, .top = 1}, {});
    const double seconds = seconds_since(start);
    std::vector<DocumentIndex> found(queries.size(), kNone);
    for (const Match& m : matches) {
      found[m.query] = m.document;
    }
    std::size_t right[kBands + 1] = {};
    std::size_t total[kBands + 1] = {};
    for (DocumentIndex q = 0; q < queries.size(); ++q) {
      const auto truth = by_id.find(queries.id(q));
      if (truth == by_id.end()) {
        continue;
      }
      // The same text under another id is as good an answer.
      const bool hit = found[q] != kNone && corpus.text(found[q]) == corpus.text(truth->second);
      for (const std::size_t band :
           {band_of(trigram_similarity(queries.text(q), corpus.text(truth->second))), kBands}) {
        ++total[band];
        right[band] += hit ? 1 : 0;
      }
    }
    std::printf("%-10s %9.3f", name, seconds);
    for (std::size_t band = 0; band <= kBands; ++band) {
      std::printf(" %.4f of %5zu",
                  total[band] == 0
                      ? 0.0
                      : static_cast<double>(right[band]) / static_cast<double>(total[band]),
                  total[band]);
    }
    std::printf("\n");
  }
}

int usage() {
  std::fprintf(stderr, "match_quality: expected --arguments F --key-points F --labels F, or "
                       "--queries F --corpus F\n");
  return 2;
}

} // namespace

int main(int argc, char** argv) {
  std::map<std::string, std::string> options;
  for (int i = 1; i + 1 < argc; i += 2) {
    options[argv[i]] = argv[i + 1];
  }
  try {
    if (options.contains("--arguments") && options.contains("--key-points") &&
        options.contains("--labels")) {
      score_key_points(bench::read_key_points(options["--arguments"], options["--key-points"],
                                              options["--labels"]));
    } else if (options.contains("--queries") && options.contains("--corpus")) {
      score_parallel(options["--queries"], options["--corpus"]);
    } else {
      return usage();
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "match_quality: %s\n", error.what());
    return 2;
  }
  return 0;
}
