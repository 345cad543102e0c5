/// @file
/// Scores find_reuse_in_pairs on the PAN 2013 text-alignment corpus.
///
///     pan13 FOLDER [THREADS]
///
/// Prints, overall and for each kind of obfuscation, plagdet, precision, recall, granularity, the
/// number of cases, found cases and detections; and the spread over five folds of the suspicious
/// documents. How the settings were chosen: pan13_folds.

#include "refrain/core/parallel.h"
#include "refrain/reuse/reuse.h"

#include "bench/quality/pan13_score.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace refrain;

void print(const std::string& name, const bench::PlagdetCounts& counts) {
  const bench::Plagdet s = counts.score();
  std::printf("%-30s %.4f  %.4f  %.4f  %.4f  %6llu %6llu %6llu\n", name.c_str(), s.plagdet,
              s.precision, s.recall, s.granularity, static_cast<unsigned long long>(counts.cases()),
              static_cast<unsigned long long>(counts.detected_cases()),
              static_cast<unsigned long long>(counts.detections()));
}

int run(const std::string& folder, unsigned threads) {
  const bench::Pan13 pan = bench::read_pan13(folder);
  std::vector<std::pair<DocumentIndex, DocumentIndex>> pairs;
  for (const bench::Pan13Pair& pair : pan.pairs) {
    pairs.emplace_back(pair.a, pair.b);
  }
  const ThreadLimit limit(threads);
  const auto start = std::chrono::steady_clock::now();
  const ReuseResult result = find_reuse_in_pairs(pan.corpus, pairs, {}, {});
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;

  const std::vector<bench::PlagdetCounts> counts = bench::score_pairs(pan, result.spans);
  std::map<std::string, bench::PlagdetCounts> kinds;
  std::vector<bench::PlagdetCounts> folds(bench::kFolds);
  bench::PlagdetCounts all;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    kinds[pan.pairs[i].folder].add(counts[i]);
    folds[bench::fold_of(pan.pairs[i])].add(counts[i]);
    all.add(counts[i]);
  }
  std::printf("%-30s %s\n", "kind",
              "plagdet precision recall granularity  cases  found  detections");
  for (const auto& [name, kind] : kinds) {
    print(name, kind);
  }
  print("all", all);
  std::vector<double> scores;
  for (const bench::PlagdetCounts& fold : folds) {
    scores.push_back(fold.score().plagdet);
  }
  const bench::MeanSpread spread = bench::mean_spread(scores);
  std::printf("%u folds: %.4f +- %.4f\n", bench::kFolds, spread.mean, spread.spread);
  std::printf("%zu pairs, %.2f s on %u threads, reading not counted\n", pairs.size(),
              seconds.count(), thread_count());
  return 0;
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: pan13 FOLDER [THREADS]\n");
    return 2;
  }
  try {
    return run(argv[1], argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 0);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "pan13: %s\n", error.what());
    return 2;
  }
}
