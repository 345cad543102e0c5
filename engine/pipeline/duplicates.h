#pragma once
/// @file
/// Near-duplicate passages of a corpus: shingle, sketch, lsh, verify and cluster in one call.
///
///     DuplicatesResult r = find_duplicates(corpus, passages, {.threshold = 0.8}, control);

#include "refrain/cluster/cluster.h"
#include "refrain/core/run_control.h"
#include "refrain/text/corpus.h"
#include "refrain/text/passages.h"
#include "refrain/verify/pair.h"

#include <cstdint>
#include <vector>

namespace refrain {

struct DuplicatesOptions {
  double threshold = 0.7;           ///< exact Jaccard of the shingle sets, in (0, 1]
  double recall = 0.99;             ///< target recall of candidates at the threshold, in (0, 1)
  std::uint32_t shingle_tokens = 3; ///< w, 1 to 64
  std::uint32_t slots = 128;        ///< k at most, 8 to 4096; the bands may need fewer
  std::uint64_t seed = 1;           ///< of the permutations; changes which pairs are missed
};

/// Where the work went and what a cap left out, for the run report.
struct DuplicatesCounts {
  std::uint64_t passages = 0;
  std::uint64_t tokens = 0;
  std::uint64_t passages_without_tokens = 0;
  std::uint64_t exact_copies = 0;     ///< passages collapsed onto an equal one
  std::uint64_t candidates = 0;       ///< distinct pairs that shared a bucket and were verified
  std::uint64_t filtered_pairs = 0;   ///< pairs in buckets that their digests ruled out
  std::uint64_t capped_buckets = 0;   ///< hub buckets that were not expanded in full
  std::uint64_t unexpanded_pairs = 0; ///< pairs of those buckets, summed over bands: one pair may
                                      ///< count in several, or be compared in another
  std::uint64_t unlisted_copy_pairs =
      0; ///< pairs within large groups of equal passages, not listed
  std::uint32_t bands = 0;
  std::uint32_t rows = 0;
};

struct DuplicatesResult {
  std::vector<Pair> pairs;       ///< ordered by (a, b)
  std::vector<Cluster> clusters; ///< ordered by representative
  DuplicatesCounts counts;
};

/// @param corpus    sorted
/// @param passages  of it
/// @throws InvalidArgument  when an option is out of its range
/// @throws Cancelled
/// O(tokens * slots), and the tokens of candidates; 32 B and 4 B a band of each passage, 8 B a
/// candidate, 24 B a pair.
[[nodiscard]] DuplicatesResult find_duplicates(const Corpus& corpus, const PassageTable& passages,
                                               const DuplicatesOptions& options,
                                               const RunControl& control);

} // namespace refrain
