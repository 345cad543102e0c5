#pragma once
/// @file
/// Maximal runs of equal tokens between two documents: the exact seeds of a pair. After prepared.h.
///
///     MatchFinder finder;                       // one a thread: it keeps its table
///     finder.find(a, b, 5, matches);            // every maximal run of at least 5 equal words

#include "refrain/reuse/detail/prepared.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain::reuse {

/// words a[a .. a+length) equal words b[b .. b+length), and the run cannot be made longer.
struct Run {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t length = 0;
  friend auto operator<=>(const Run&, const Run&) = default;
};

class MatchFinder {
public:
  /// Replaces `runs` by the maximal runs of at least `least` words, ordered by (a, b). A start that
  /// occurs more than kMaxRepeats times in b is used at its first kMaxRepeats places only, so that
  /// the work stays O(a + b + runs).
  void find(std::span<const Word> a, std::span<const Word> b, std::uint32_t least,
            std::vector<Run>& runs);

  static constexpr std::uint32_t kMaxRepeats = 32;

private:
  std::vector<std::uint32_t> heads_;
  std::vector<std::uint32_t> next_;
};

} // namespace refrain::reuse
