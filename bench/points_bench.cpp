/// Seconds of talking points on a synthetic corpus: statements of twelve words from a skewed
/// vocabulary, one in ten of them said in several documents.

#include "refrain/core/error.h"
#include "refrain/core/hash.h"
#include "refrain/talking_points/talking_points.h"

#include <cmath>
#include <string>

#include <benchmark/benchmark.h>

namespace refrain {
namespace {

std::string statement(std::uint64_t seed) {
  std::string text = "S";
  for (std::uint64_t w = 0; w < 12; ++w) {
    const double u = static_cast<double>(mix64(seed * 31 + w) >> 11) / 9007199254740992.0;
    text += " w" + std::to_string(static_cast<std::uint64_t>(std::pow(20000.0, u)));
  }
  return text + ". ";
}

Corpus synthetic(std::size_t documents) {
  Corpus corpus;
  for (std::size_t d = 0; d < documents; ++d) {
    Document document;
    document.id = std::to_string(1000000 + d);
    document.source = "s" + std::to_string(d % 20);
    for (std::uint64_t s = 0; s < 20; ++s) {
      const std::uint64_t own = d * 20 + s;
      document.text +=
          statement(own % 10 == 0 ? mix64(own) % (documents / 2 + 1) : own + (1U << 30));
    }
    corpus.add(document);
  }
  corpus.sort();
  return corpus;
}

void TalkingPoints(benchmark::State& state) {
  const Corpus corpus = synthetic(static_cast<std::size_t>(state.range(0)));
  const PassageTable passages = split_corpus(corpus, {}, {});
  for (auto _ : state) {
    const TalkingPointsResult result = find_talking_points(corpus, passages, {}, {});
    if (result.points.empty()) {
      throw Error("expected talking points, found none");
    }
    state.counters["points"] =
        static_cast<double>(result.points.size()) + static_cast<double>(result.left_out);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(corpus.text_bytes()));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(corpus.size()));
}
BENCHMARK(TalkingPoints)
    ->ArgName("documents")
    ->Arg(1000)
    ->Arg(4000)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

} // namespace
} // namespace refrain
