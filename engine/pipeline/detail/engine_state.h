#pragma once
/// @file
/// What an Engine holds. Apart from the class, so that each stage's member functions can stand in a
/// source file of their own and a program links only the stages it calls.

#include "refrain/core/parallel.h"
#include "refrain/pipeline/engine.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace refrain {

struct Engine::State {
  EngineOptions options;
  RunControl control;
  Corpus corpus;
  bool sorted = true;
  std::optional<PassageTable> passages;
  std::optional<std::vector<std::uint32_t>> tokens;
  std::optional<DuplicatesResult> duplicates;
  std::optional<ReuseResult> reuse;
  std::optional<TalkingPointsResult> talking_points;
  RunReport run;

  void drop_results() {
    passages.reset();
    tokens.reset();
    duplicates.reset();
    reuse.reset();
    talking_points.reset();
    run = {};
  }

  /// Runs the stage with the threads of the options and adds its time to the run report.
  template <class Work> auto stage(std::string name, Work work) {
    control.check();
    const ThreadLimit limit(options.threads);
    const auto start = std::chrono::steady_clock::now();
    auto result = work();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    run.stages.push_back({std::move(name), taken.count()});
    return result;
  }

  void cap(std::string stage, std::string what, std::uint64_t count) {
    if (count != 0) {
      run.caps.push_back({std::move(stage), std::move(what), count});
    }
  }
};

} // namespace refrain
