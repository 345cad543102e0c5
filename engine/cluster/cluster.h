#pragma once
/// @file
/// Clusters of near-duplicates around representatives. After verify/.
///
/// Every member meets the threshold against its representative, so there are no chains: passages
/// are taken in order of (date of the document, unknown dates last; canonical order), and each one
/// not yet in a cluster gathers its verified, free neighbours.

#include "refrain/core/types.h"

#include <vector>

namespace refrain {

struct ClusterMember {
  PassageIndex passage = 0;
  double jaccard = 1; ///< against the representative
};

struct Cluster {
  PassageIndex representative = 0;
  std::vector<ClusterMember>
      members; ///< without the representative; in canonical order; never empty
};

} // namespace refrain
