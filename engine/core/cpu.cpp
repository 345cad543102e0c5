#include "refrain/core/cpu.h"

#include <array>

namespace refrain {
namespace {

struct Levels {
  std::array<InstructionSet, 3> sets{InstructionSet::kScalar};
  std::size_t count = 1;
  void add(InstructionSet set) { sets[count++] = set; }
};

Levels detect() {
  Levels levels;
#if defined(__x86_64__)
  // The builtin also asks the operating system whether it saves the wide registers.
  __builtin_cpu_init();
  const bool avx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0 &&
                    __builtin_cpu_supports("bmi") != 0 && __builtin_cpu_supports("bmi2") != 0 &&
                    __builtin_cpu_supports("popcnt") != 0;
  if (avx2) {
    levels.add(InstructionSet::kAvx2);
    if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512cd") != 0 &&
        __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
        __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512vbmi") != 0 &&
        __builtin_cpu_supports("avx512vbmi2") != 0) {
      levels.add(InstructionSet::kAvx512);
    }
  }
#elif defined(__aarch64__)
  levels.add(InstructionSet::kNeon);
#endif
  return levels;
}

const Levels& levels() {
  static const Levels kLevels = detect();
  return kLevels;
}

} // namespace

InstructionSet detected_instruction_set() {
  return levels().sets[levels().count - 1];
}

std::span<const InstructionSet> available_instruction_sets() {
  return {levels().sets.data(), levels().count};
}

std::string_view to_string(InstructionSet set) {
  switch (set) {
  case InstructionSet::kScalar:
    return "scalar";
  case InstructionSet::kNeon:
    return "neon";
  case InstructionSet::kAvx2:
    return "avx2";
  case InstructionSet::kAvx512:
    return "avx512";
  }
  return "scalar";
}

} // namespace refrain
