#pragma once
/// @file
/// The clusters of cluster/ for pairs on disk: the same greedy choice over edges that are sorted in
/// the order of its turns, with one bit a text in memory. Fifth step of the search on disk.

#include "refrain/core/record_file.h"
#include "refrain/pipeline/detail/disk_copies.h"
#include "refrain/pipeline/detail/disk_work.h"
#include "refrain/pipeline/detail/passage_store.h"
#include "refrain/verify/pair.h"

namespace refrain::detail {

struct ClusterHead {
  PassageIndex representative = 0;
  std::uint64_t begin = 0; ///< of its members
  std::uint64_t size = 0;  ///< members, the representative not among them
};

struct ClusterRow {
  PassageIndex representative = 0;
  PassageIndex passage = 0;
  double jaccard = 0;
};

struct DiskClusters {
  explicit DiskClusters(TempFolder& folder) : heads(folder), members(folder) {}

  RecordFile<ClusterHead> heads;  ///< ordered by representative
  RecordFile<ClusterRow> members; ///< ordered by (representative, passage)
};

/// @param texts  pairs of texts, ordered by (a, b)
[[nodiscard]] DiskClusters gather_clusters(const PassageStore& store, const RecordFile<Pair>& texts,
                                           const DiskCopies& copies, const DiskWork& work);

} // namespace refrain::detail
