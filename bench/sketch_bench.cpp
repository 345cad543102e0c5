/// @file
/// Signatures: time a shingle beside bias and variance. The variance is a ratio to J(1-J)/k, what
/// ideal MinHash with independent slots has.
///
///     build/release/bench/sketch_bench

#include "refrain/core/cpu.h"
#include "refrain/sketch/sketcher.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

namespace refrain {
namespace {

std::vector<Shingle> random_shingles(std::size_t count, std::mt19937_64& random) {
  std::vector<Shingle> shingles(count);
  std::generate(shingles.begin(), shingles.end(), std::ref(random));
  return shingles;
}

void measure_error(const Sketcher& sketcher, std::size_t size, benchmark::State& state) {
  constexpr int kTrials = 2000;
  constexpr double kJaccard = 0.7;
  std::mt19937_64 random(size);
  const auto both =
      static_cast<std::size_t>(2 * kJaccard / (1 + kJaccard) * static_cast<double>(size) + 0.5);
  const double exact = static_cast<double>(both) / static_cast<double>(2 * size - both);
  std::vector<Slot> signature_a(sketcher.slots());
  std::vector<Slot> signature_b(sketcher.slots());
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < kTrials; ++i) {
    const std::vector<Shingle> a = random_shingles(size, random);
    std::vector<Shingle> b = random_shingles(size, random);
    std::copy_n(a.begin(), both, b.begin());
    sketcher.sketch(a, signature_a);
    sketcher.sketch(b, signature_b);
    const double error = estimate_jaccard(signature_a, signature_b) - exact;
    sum += error;
    squares += error * error;
  }
  state.counters["bias"] = sum / kTrials;
  state.counters["variance_ratio"] =
      squares / kTrials / (exact * (1 - exact) / static_cast<double>(sketcher.slots()));
}

void sketch(benchmark::State& state, SketchKind kind, InstructionSet instructions,
            std::uint32_t slots) {
  const auto size = static_cast<std::size_t>(state.range(0));
  const Sketcher sketcher(slots, 1, kind, instructions);
  std::mt19937_64 random(1);
  constexpr std::size_t kSets = 64;
  const std::vector<Shingle> shingles = random_shingles(size * kSets, random);
  std::vector<Slot> signature(slots);
  std::size_t set = 0;
  for (auto _ : state) {
    sketcher.sketch(std::span(shingles).subspan(set * size, size), signature);
    benchmark::DoNotOptimize(signature.data());
    benchmark::ClobberMemory();
    set = (set + 1) % kSets;
  }
  const auto items = static_cast<double>(state.iterations()) * static_cast<double>(size);
  state.SetItemsProcessed(static_cast<std::int64_t>(items));
  state.counters["s_per_shingle"] =
      benchmark::Counter(items, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  measure_error(sketcher, size, state);
}

void add(const std::string& kind_name, SketchKind kind, InstructionSet instructions,
         std::uint32_t slots) {
  const std::string name = "Sketch/kind:" + kind_name +
                           "/level:" + std::string(to_string(instructions)) +
                           "/slots:" + std::to_string(slots) + "/shingles";
  benchmark::RegisterBenchmark(
      name.c_str(), [=](benchmark::State& state) { sketch(state, kind, instructions, slots); })
      ->Arg(10)
      ->Arg(30)
      ->Arg(100)
      ->Arg(300)
      ->Arg(2000)
      ->MinTime(0.05);
}

const bool registered = [] {
  for (const InstructionSet instructions : available_instruction_sets()) {
    for (const std::uint32_t slots : {64U, 80U, 128U}) {
      add("minhash", SketchKind::kMinHash, instructions, slots);
    }
  }
  for (const std::uint32_t slots : {64U, 128U}) {
    add("bucket_rounds", SketchKind::kBucketRounds, InstructionSet::kScalar, slots);
  }
  return true;
}();

} // namespace
} // namespace refrain
