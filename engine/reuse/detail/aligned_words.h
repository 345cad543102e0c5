#pragma once
/// @file
/// How many words of two spans align in order. Between pair_aligner.h, which finds the spans, and
/// ReuseSpan::similarity.
///
///     WordAligner aligner;                       // one a thread: it keeps buffers
///     aligner.aligned(a, b);                     // length of their longest common subsequence
///
/// Bit-parallel: 64 words of the shorter span at a time, and of those only the ones that hold the
/// word of the longer span. Source: Hyyrö 2004, Bit-parallel LCS-length computation revisited.

#include "refrain/reuse/detail/prepared.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain::reuse {

class WordAligner {
public:
  /// Spans whose lengths multiply to more are halved, each on its own, until they do not: then the
  /// result is a lower bound.
  static constexpr std::uint64_t kMostCells = 1'000'000'000;

  /// @param most_cells  as kMostCells, at least 1
  /// O(a * b / 64 + b log b) at most.
  [[nodiscard]] std::uint32_t aligned(std::span<const Word> a, std::span<const Word> b,
                                      std::uint64_t most_cells = kMostCells);

private:
  std::vector<std::uint64_t> places_; // of the words of b: term, then place
  std::vector<std::uint64_t> free_;   // a bit for each word of b: it ends no longer subsequence
};

} // namespace refrain::reuse
