#pragma once
/// @file
/// Document pairs worth aligning, found through rare seeds that they share. After prepared.h.
///
///     Candidates c = find_candidates(prepared, control);
///
/// Every seed is packed into 64 bits (32 of hash, 32 of document), so that one sort brings the
/// documents of a seed together. A seed in more than kMostDocuments documents is a template or an
/// idiom; it is counted and not used, which keeps the work linear in the corpus.

#include "refrain/core/run_control.h"
#include "refrain/reuse/detail/prepared.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace refrain::reuse {

struct Candidates {
  std::vector<std::pair<DocumentIndex, DocumentIndex>> pairs; ///< first < second, sorted
  std::uint64_t capped_seeds = 0;
};

[[nodiscard]] Candidates find_candidates(const PreparedCorpus& prepared, const RunControl& control);

} // namespace refrain::reuse
