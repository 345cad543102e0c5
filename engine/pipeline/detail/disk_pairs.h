#pragma once
/// @file
/// Verified pairs on disk: candidates in pieces whose texts fit into memory, through verify/; then
/// copies unfolded by the limits of verify/copies.h. Fourth step of the search on disk.

#include "refrain/core/record_file.h"
#include "refrain/lsh/buckets.h"
#include "refrain/pipeline/detail/disk_copies.h"
#include "refrain/pipeline/detail/disk_work.h"
#include "refrain/pipeline/detail/passage_store.h"
#include "refrain/pipeline/duplicates.h"
#include "refrain/verify/copies.h"
#include "refrain/verify/pair.h"

namespace refrain::detail {

/// @return pairs of texts, ordered by (a, b)
[[nodiscard]] RecordFile<Pair> verify_candidates(const PassageStore& store,
                                                 const RecordFile<Candidate>& candidates,
                                                 const DuplicatesOptions& options,
                                                 const DiskWork& work);

/// @return pairs of passages, ordered by (a, b)
[[nodiscard]] RecordFile<Pair> expand_copies(RecordFile<Pair> texts, const DiskCopies& copies,
                                             const CopyLimits& limits, std::uint64_t& unlisted,
                                             const DiskWork& work);

} // namespace refrain::detail
