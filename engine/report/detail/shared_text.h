#pragma once
/// @file
/// Who shares text with whom: reused spans and near-duplicate pairs gathered by pair of documents.
/// Used by the writers of graphs.
///
///     each_shared_text(report, [&](const SharedText& both) { ... });

#include "refrain/pipeline/engine.h"

#include <cstdint>
#include <functional>

namespace refrain::detail {

/// What two documents have in common, a before b.
struct SharedText {
  DocumentIndex a = 0;
  DocumentIndex b = 0;
  std::uint64_t characters = 0; ///< code points that spans and near-duplicates cover, on the side
                                ///< where that is less: what stands twice is counted once
  std::uint64_t spans = 0;
  std::uint64_t near_duplicates = 0; ///< pairs of passages
  double similarity = 0;             ///< the highest of them
};

/// In order of (a, b). O(n log n) for n spans and pairs; 40 bytes a span or pair in memory.
void each_shared_text(const Report& report, const std::function<void(const SharedText&)>& use);

} // namespace refrain::detail
