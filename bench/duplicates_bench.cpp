/// @file
/// Near-duplicates of a whole corpus in memory, reading aside: seconds a stage, peak memory, and
/// recall against an exact join for the pairs from each similarity on.
///
///     refrain-generate --passages 1000000 --seed 7 -o 1m.jsonl
///     REFRAIN_BENCH_INPUT=1m.jsonl build/release/bench/duplicates_bench
///
/// Without REFRAIN_BENCH_INPUT, passages of random words are made here. The exact join runs over
/// the first REFRAIN_BENCH_ORACLE passages (default 100,000).

#include "refrain/core/parallel.h"
#include "refrain/ingest/ingest.h"
#include "refrain/pipeline/duplicates.h"
#include "refrain/shingle/shingle.h"
#include "refrain/text/tokenizer.h"

#include "tests/reference/exact_join.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <sys/resource.h>

namespace refrain {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

Corpus random_corpus() {
  std::mt19937_64 random(1);
  Corpus corpus;
  std::vector<std::string> texts;
  for (int i = 0; i < 50000; ++i) {
    std::string text;
    if (i % 10 == 9) {
      text = texts[random() % texts.size()];
      for (std::uint64_t change = random() % 8; change > 0; --change) {
        text.insert(text.find(' ', random() % (text.size() / 2)), " new");
      }
    } else {
      for (std::uint64_t n = 30 + random() % 130; n > 0; --n) {
        text += "w" + std::to_string(random() % (1 + random() % 30000)) + " ";
      }
    }
    texts.push_back(text);
    Document document;
    document.id = std::to_string(1000000 + i);
    document.text = text;
    corpus.add(document);
  }
  return corpus;
}

struct Texts {
  Corpus corpus;
  PassageTable passages;
};

const Texts& texts() {
  static const Texts made = [] {
    Texts t;
    const char* input = std::getenv("REFRAIN_BENCH_INPUT");
    if (input != nullptr) {
      const std::vector<std::string> inputs = {input};
      t.corpus = ingest(inputs, {}, {}).corpus;
    } else {
      t.corpus = random_corpus();
      t.corpus.sort();
    }
    t.passages = split_corpus(t.corpus, {}, {});
    return t;
  }();
  return made;
}

// Seconds between the first reports of consecutive stages.
class StageClock {
public:
  RunControl control() {
    RunControl control;
    control.on_progress = [this](const Progress& progress) {
      if (progress.stage != stage_) {
        close();
        stage_ = progress.stage;
      }
    };
    return control;
  }
  void close() {
    seconds_[stage_] += seconds_since(last_);
    last_ = Clock::now();
  }
  [[nodiscard]] const std::map<std::string, double>& seconds() const { return seconds_; }

private:
  Clock::time_point last_ = Clock::now();
  std::string stage_ = "start";
  std::map<std::string, double> seconds_;
};

// The sample the exact join runs over: whole documents from the front.
struct Oracle {
  PassageTable passages;
  std::vector<Pair> pairs;
};

const Oracle& oracle(double threshold) {
  static std::map<double, Oracle> made;
  const auto [it, is_new] = made.try_emplace(threshold);
  if (!is_new) {
    return it->second;
  }
  const char* limit = std::getenv("REFRAIN_BENCH_ORACLE");
  const std::size_t size =
      std::min(texts().passages.size(), limit == nullptr ? std::size_t{100000} : std::stoul(limit));
  Oracle& oracle = it->second;
  const auto first = texts().passages.passages.begin();
  oracle.passages.passages.assign(first, first + static_cast<std::ptrdiff_t>(size));
  oracle.passages.first.assign(texts().corpus.size() + 1, 0);
  Tokenizer tokenizer;
  std::vector<TokenKey> keys;
  std::vector<std::vector<Shingle>> sets(size);
  for (PassageIndex i = 0; i < size; ++i) {
    const Passage& passage = oracle.passages[i];
    tokenizer.keys(texts().corpus.text({passage.document, passage.bytes}), keys);
    shingle(keys, 3, sets[i]);
    make_shingle_set(sets[i]);
  }
  oracle.pairs = reference::exact_join(sets, threshold);
  return oracle;
}

void count_recall(double threshold, benchmark::State& state) {
  const Oracle& exact = oracle(threshold);
  DuplicatesOptions options;
  options.threshold = threshold;
  const DuplicatesResult sample = find_duplicates(texts().corpus, exact.passages, options, {});
  std::map<int, std::pair<double, double>> steps; // found, all; from similarity percent on
  for (const Pair& pair : exact.pairs) {
    const int step = static_cast<int>(pair.jaccard * 20 + 1e-9) * 5;
    steps[step].second += 1;
    if (std::binary_search(sample.pairs.begin(), sample.pairs.end(), pair)) {
      steps[step].first += 1;
    }
  }
  for (const auto& [step, counts] : steps) {
    state.counters["recall_" + std::to_string(step)] = counts.first / counts.second;
  }
  state.counters["oracle_pairs"] = static_cast<double>(exact.pairs.size());
}

void duplicates(benchmark::State& state) {
  const Texts& t = texts();
  const ThreadLimit limit(static_cast<unsigned>(state.range(0)));
  DuplicatesOptions options;
  options.threshold = static_cast<double>(state.range(1)) / 100;
  DuplicatesResult result;
  for (auto _ : state) {
    StageClock clock;
    result = find_duplicates(t.corpus, t.passages, options, clock.control());
    clock.close();
    for (const auto& [stage, seconds] : clock.seconds()) {
      state.counters["s_" + stage] = seconds;
    }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(t.corpus.text_bytes()));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(t.passages.size()));
  state.counters["peak_MB"] = peak_megabytes();
  state.counters["pairs"] = static_cast<double>(result.pairs.size());
  state.counters["clusters"] = static_cast<double>(result.clusters.size());
  state.counters["candidates"] = static_cast<double>(result.counts.candidates);
  state.counters["capped"] = static_cast<double>(result.counts.capped_buckets);
  state.counters["unexpanded"] = static_cast<double>(result.counts.unexpanded_pairs);
  state.counters["bands"] = result.counts.bands;
  state.counters["rows"] = result.counts.rows;
  if (std::getenv("REFRAIN_BENCH_NO_ORACLE") == nullptr) {
    count_recall(options.threshold, state);
  }
}

BENCHMARK(duplicates)
    ->Name("Duplicates")
    ->ArgNames({"threads", "threshold"})
    ->Args({2, 70})
    ->Args({1, 70})
    ->Args({2, 50})
    ->Args({2, 80})
    ->Args({2, 90})
    ->UseRealTime()
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

} // namespace
} // namespace refrain
