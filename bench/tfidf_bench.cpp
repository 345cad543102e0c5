// TF-IDF rows and the exact top-10 join, checked against the cosine of all pairs before it is
// timed.

#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"
#include "refrain/tfidf/cosine_join.h"
#include "refrain/tfidf/sparse_rows.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <benchmark/benchmark.h>

namespace refrain {
namespace {

constexpr std::uint32_t kQueries = 200;

/// Texts of about 30 words drawn by a law close to Zipf's from 20,000.
std::vector<std::vector<Feature>> texts(std::size_t count) {
  std::vector<std::vector<Feature>> result(count);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::uint64_t w = 0; w < 30; ++w) {
      const double u = static_cast<double>(mix64(i * 64 + w) >> 11) * 0x1p-53;
      Feature feature;
      feature.key = mix64(static_cast<std::uint64_t>(std::pow(20000.0, u)));
      feature.count = 1;
      result[i].push_back(feature);
    }
  }
  return result;
}

void TopTenJoin(benchmark::State& state) {
  const auto count = static_cast<std::uint32_t>(state.range(0));
  const SparseRows rows = build_rows(texts(count), {}, {});
  TopNOptions options;
  options.top = 10;
  std::vector<CosinePair> found;
  for (auto _ : state) {
    found = top_n_join(rows, {0, kQueries}, {kQueries, count}, options, {});
    benchmark::DoNotOptimize(found.data());
  }
  double best = 0;
  for (std::uint32_t r = kQueries; r < count; ++r) {
    best = std::max(best, cosine(rows, 0, r));
  }
  if (found.empty() || found.front().score != best) {
    state.SkipWithError("the best match of the first query is not that of all pairs");
  }
  state.SetItemsProcessed(state.iterations() * kQueries);
}
BENCHMARK(TopTenJoin)->Arg(2000)->Arg(20000)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace refrain
