#pragma once
/// @file
/// The bounds of a reworded passage: what a cluster of sentence seeds covers, moved to the words
/// that have a partner. Between the seeds of rewording.h and its results.
///
///     SpanRefiner refiner(prepared, settings);         // one a thread: it keeps marks
///     refiner.refine(a_counts, b_counts, span);

#include "refrain/reuse/detail/log_odds.h"
#include "refrain/reuse/detail/passage_fit.h"
#include "refrain/reuse/detail/prepared.h"
#include "refrain/reuse/detail/settings.h"
#include "refrain/reuse/detail/word_span.h"

#include <cstdint>
#include <span>

namespace refrain::reuse {

class SpanRefiner {
public:
  SpanRefiner(const PreparedCorpus& prepared, const AlignSettings& settings)
      : settings_(settings), odds_(prepared), fit_(prepared, settings) {}

  /// @param a, b  of the two documents
  void refine(const StemCounts& a, const StemCounts& b, WordSpan& span);

  /// That two passages are a rewording (passage_fit.h).
  [[nodiscard]] PassageFit::Evidence evidence(std::span<const Word> a, std::span<const Word> b) {
    return fit_.evidence(a, b);
  }

private:
  bool refine_side(const StemCounts& own, std::uint32_t& begin, std::uint32_t& end,
                   std::span<const Word> partner);

  AlignSettings settings_;
  LogOdds odds_;
  PassageFit fit_;
};

} // namespace refrain::reuse
