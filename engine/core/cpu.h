#pragma once
/// @file
/// Which vector instructions this processor has. Modules that carry a kernel per instruction set
/// choose one by this, once, at run time; all kernels of a module give the same bits.
///
///     switch (detected_instruction_set()) { case InstructionSet::kAvx512: ... }
///
/// Quirk: a level stands for a fixed bundle of extensions, so that a kernel needs to ask for one
/// name only. kAvx512 is the Ice Lake / Zen 4 bundle; the first AVX-512 servers run kAvx2.

#include <cstdint>
#include <span>
#include <string_view>

namespace refrain {

/// In order of preference on one machine: a later level is faster.
enum class InstructionSet : std::uint8_t {
  kScalar, ///< portable C++
  kNeon,   ///< every arm64
  kAvx2,   ///< AVX2, FMA, BMI1, BMI2, POPCNT (Haswell, Zen)
  kAvx512, ///< kAvx2 with AVX-512 F, CD, BW, DQ, VL, VBMI, VBMI2 (Ice Lake, Zen 4)
};

/// The best level that this processor and its operating system support. Asked once, then kept.
[[nodiscard]] InstructionSet detected_instruction_set();

/// All levels that run here, kScalar first: what tests and benchmarks iterate over.
[[nodiscard]] std::span<const InstructionSet> available_instruction_sets();

/// "scalar", "neon", "avx2", "avx512".
[[nodiscard]] std::string_view to_string(InstructionSet set);

} // namespace refrain
