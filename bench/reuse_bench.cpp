/// @file
/// Reuse search over all pairs of a made-up corpus, in documents and bytes a second. Before the
/// clock starts, every planted passage must have been found with its exact length.

#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"
#include "refrain/reuse/reuse.h"

#include <cmath>
#include <cstdint>
#include <string>

#include <benchmark/benchmark.h>

namespace {

using namespace refrain;

constexpr std::uint64_t kSeed = 20;
constexpr int kWords = 400;
constexpr int kPlantedWords = 60;
constexpr int kPlantedEvery = 10; // documents

/// Words of a Zipf-like vocabulary, drawn by hash so that every run has the same text.
std::string words(std::uint64_t stream, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    const std::uint64_t h = mix64(mix64(kSeed ^ stream) + static_cast<std::uint64_t>(i));
    const double uniform = static_cast<double>(h >> 11) * 0x1p-53;
    const auto rank = static_cast<std::uint64_t>(std::exp(uniform * std::log(50000.0)));
    std::uint64_t letters = mix64(rank);
    text += i == 0 ? "" : " ";
    for (std::uint64_t n = 2 + rank % 7; n > 0; --n, letters /= 26) {
      text += static_cast<char>('a' + static_cast<int>(letters % 26));
    }
    text += i % 18 == 17 ? "." : "";
  }
  return text;
}

Corpus make_corpus(int documents) {
  Corpus corpus;
  for (int d = 0; d < documents; ++d) {
    Document document;
    document.id = std::to_string(1000000 + d);
    document.text = words(static_cast<std::uint64_t>(d) + 1, kWords);
    if (d % kPlantedEvery < 2) {
      const auto passage = static_cast<std::uint64_t>(d / kPlantedEvery);
      document.text += " " + words(passage + (std::uint64_t{1} << 40), kPlantedWords);
    }
    corpus.add(document);
  }
  corpus.sort();
  return corpus;
}

void all_pairs(benchmark::State& state) {
  const auto documents = static_cast<int>(state.range(0));
  const Corpus corpus = make_corpus(documents);
  const ThreadLimit limit(static_cast<unsigned>(state.range(1)));
  const ReuseResult checked = find_reuse(corpus, {}, {});
  int found = 0;
  for (const ReuseSpan& span : checked.spans) {
    found += span.a.document / kPlantedEvery == span.b.document / kPlantedEvery ? 1 : 0;
  }
  if (found < documents / kPlantedEvery) {
    state.SkipWithError("a planted passage was not found");
    return;
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(find_reuse(corpus, {}, {}));
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * documents);
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(corpus.text_bytes()));
  state.counters["recall"] = static_cast<double>(found) * kPlantedEvery / documents;
}

} // namespace

BENCHMARK(all_pairs)
    ->Name("Reuse")
    ->ArgNames({"documents", "threads"})
    ->Args({2000, 1})
    ->Args({2000, 2})
    ->Args({10000, 2})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
