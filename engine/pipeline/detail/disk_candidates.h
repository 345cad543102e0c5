#pragma once
/// @file
/// Candidates of a corpus on disk: a band after the other, of which only keys that repeat are
/// sorted. Third step of the search on disk; which pairs of a bucket are compared is decided by
/// lsh/bucket_expander.h.

#include "refrain/lsh/bucket_expander.h"
#include "refrain/pipeline/detail/disk_work.h"
#include "refrain/pipeline/detail/passage_store.h"

#include <vector>

namespace refrain::detail {

struct DiskCandidates {
  explicit DiskCandidates(TempFolder& folder) : pairs(folder) {}

  RecordFile<Candidate> pairs; ///< distinct, ordered by (a, b)
  BucketCounts counts;
};

/// Empties the store's columns of keys and digests as soon as they are done with.
/// @param active  one bit a passage
[[nodiscard]] DiskCandidates find_candidates(PassageStore& store, const std::vector<bool>& active,
                                             const DigestFilter& filter,
                                             const BucketOptions& options, const DiskWork& work);

} // namespace refrain::detail
