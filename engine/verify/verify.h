#pragma once
/// @file
/// Exact similarity of candidates, and which of them are pairs. After lsh/, before cluster/.
///
///     std::vector<Pair> pairs = verify_candidates(candidates, 0.7, make_reader, control);
///
/// Shingle sets are made again from the text, for passages of candidates only, in blocks of bounded
/// size; no set outlives its block. Candidates that hang together stand in the same block, so that
/// the texts of a large family are read once, not once a pair. Bounds by size come before
/// intersections, and an intersection probes a hash set in first-level cache.

#include "refrain/core/run_control.h"
#include "refrain/core/types.h"
#include "refrain/lsh/buckets.h"
#include "refrain/verify/pair.h"

#include <functional>
#include <memory>
#include <vector>

namespace refrain {

/// Where the shingles of passages come from. One a thread.
class ShingleReader {
public:
  virtual ~ShingleReader() = default;
  /// Replaces `shingles` by those of one passage; repeats are welcome.
  virtual void read(PassageIndex passage, std::vector<Shingle>& shingles) = 0;
  /// Says that a passage will soon be read, so that its text can be on its way.
  virtual void prefetch(PassageIndex /*passage*/) {}
};
using MakeShingleReader = std::function<std::unique_ptr<ShingleReader>()>;

/// @param candidates   distinct, ordered by (a, b)
/// @param make_reader  called once a block of candidates, from any thread
/// @return candidates whose Jaccard similarity is at least `threshold`, ordered by (a, b)
/// @throws Cancelled, and what make_reader and its readers throw
/// O(shingles of the candidates' passages, and of the smaller set of each pair whose sizes let it
/// reach the threshold), parallel.
[[nodiscard]] std::vector<Pair> verify_candidates(std::vector<Candidate> candidates,
                                                  double threshold,
                                                  const MakeShingleReader& make_reader,
                                                  const RunControl& control);

} // namespace refrain
