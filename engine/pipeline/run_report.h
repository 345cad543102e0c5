#pragma once
/// @file
/// What a run did: counts, seconds a stage, and every cap that took effect. Filled by Engine.

#include <cstdint>
#include <string>
#include <vector>

namespace refrain {

struct StageTime {
  std::string stage;
  double seconds = 0;
};

/// Something was left out because of a cap: nothing of that kind goes unreported.
struct CapEffect {
  std::string stage;
  std::string what; ///< in words, as the object of "left out:"
  std::uint64_t count = 0;
};

struct RunReport {
  std::uint64_t documents = 0;
  std::uint64_t passages = 0; ///< 0 until a stage has needed them
  std::uint64_t text_bytes = 0;
  std::vector<StageTime> stages;   ///< in the order in which they ran
  std::vector<CapEffect> caps;     ///< the same on every run over the same documents
  std::uint64_t spilled_bytes = 0; ///< written to temporary files, where memory is limited
  std::uint64_t spilled_runs = 0;  ///< sorted runs of documents among them
};

} // namespace refrain
