#pragma once
/// @file
/// Passages that sum up another document: a short stretch whose words come from places all over
/// the other text. Beside rewording.h, which finds passages that reword one place.

#include "refrain/reuse/detail/log_odds.h"
#include "refrain/reuse/detail/prepared.h"
#include "refrain/reuse/detail/settings.h"
#include "refrain/reuse/detail/word_span.h"

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace refrain::reuse {

class SummaryFinder {
public:
  SummaryFinder(const PreparedCorpus& prepared, const AlignSettings& settings)
      : prepared_(prepared), settings_(settings), odds_(prepared) {}

  /// The passage of `brief` (side a of the result) that sums up `whole` (side b, the whole of it).
  ///
  /// Its words must be covered by the other document far beyond accident, and they must go on being
  /// covered outside what the one best place explains: `told` holds the spans found before, and a
  /// passage that those tell already is a rewording, not a summary.
  [[nodiscard]] std::optional<WordSpan> find(DocumentIndex brief, DocumentIndex whole,
                                             std::span<const WordSpan> told);

private:
  const PreparedCorpus& prepared_;
  AlignSettings settings_;
  LogOdds odds_;
  StemCounts own_;                                         ///< of the brief document
  std::vector<std::pair<std::uint32_t, double>> distinct_; ///< stems of a passage, their odds
};

} // namespace refrain::reuse
