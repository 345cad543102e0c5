#pragma once
/// @file
/// The contract of the kernels that find which rows of a block can still be among the best for a
/// query, one source file an instruction set. Included by files that are compiled for one
/// instruction set, so it holds no function that could leak from them.
///
/// Cosines are bounded from above in whole units. All kernels give the same candidates and bounds.

#include <cstddef>
#include <cstdint>

namespace refrain {
enum class InstructionSet : std::uint8_t; // core/cpu.h, which holds inline functions
} // namespace refrain

namespace refrain::detail {

/// Bounds of a cosine of 1.
inline constexpr unsigned kUnits = 1U << 15;

/// Rows of a block; their sums take half of the L1 cache.
inline constexpr std::size_t kBlockRows = std::size_t{1} << 13;

/// Common columns are padded to a multiple of this.
inline constexpr std::size_t kCommonStep = 32;

struct Candidate {
  std::uint16_t row = 0;   ///< from the start of the block
  std::uint16_t bound = 0; ///< in units
};

/// The common columns of a block, a row of bytes a row: weight <= byte * scale.
struct CommonWeights {
  const std::uint8_t* bytes = nullptr; ///< rows x width, 0 to 127
  std::size_t width = 0;               ///< a multiple of kCommonStep
  const float* scales = nullptr;       ///< a row
};

/// The common columns of a query: weight * kUnits <= byte * scale.
struct CommonQuery {
  const std::int8_t* bytes = nullptr; ///< width of them, 0 to 127
  float scale = 0;
};

struct BoundKernels {
  /// Writes the first rows, at most `room`, whose sum is at least `least`, which is above 0.
  /// @return  how many
  std::size_t (*select)(const std::uint16_t* sums, std::size_t n, std::uint16_t least,
                        Candidate* candidates, std::size_t room);

  /// Writes the rows whose bound is at least `least` (above 0), ascending, and sets all sums to 0.
  /// The bound of row r is sums[r], and when `norm` is not 0 also 1 + norms[r] * norm / 2^16,
  /// rounded down; at most 2^16 - 1.
  /// @param candidates  room for n
  std::size_t (*collect)(std::uint16_t* sums, const std::uint16_t* norms, std::size_t n,
                         std::uint16_t norm, std::uint16_t least, Candidate* candidates);

  /// Bounds are sums here: adds what the common columns give, and keeps, in order, the candidates
  /// that reach `least`. A product sum p > 0 of the bytes adds 1 + p * scale * scale, rounded down.
  /// @return  how many are left
  std::size_t (*refine)(Candidate* candidates, std::size_t n, const CommonWeights& common,
                        const CommonQuery& query, std::uint16_t least);
};

extern const BoundKernels kScalarBoundKernels;
#if defined(__x86_64__)
extern const BoundKernels kAvx2BoundKernels;
#endif

/// The fastest kernels for an instruction set that runs here.
[[nodiscard]] const BoundKernels& bound_kernels(InstructionSet instructions);

} // namespace refrain::detail
