#pragma once
/// @file
/// Which documents on disk can go: removals.h over clusters on disk. Last step of the search on
/// disk, where it is asked for.

#include "refrain/pipeline/detail/disk_clusters.h"
#include "refrain/pipeline/removals.h"

namespace refrain::detail {

/// @return ordered by document
[[nodiscard]] RecordFile<Removal> find_removals(const PassageStore& store,
                                                const RecordFile<ClusterRow>& members,
                                                const DiskWork& work);

} // namespace refrain::detail
