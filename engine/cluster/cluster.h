#pragma once
/// @file
/// Clusters of near-duplicates around representatives. After verify/.
///
/// Every member meets the threshold against its representative, so there are no chains: passages
/// are taken in order of (date of the document, unknown dates last; canonical order), and each one
/// not yet in a cluster gathers its verified, free neighbours.

#include "refrain/core/types.h"
#include "refrain/verify/copies.h"
#include "refrain/verify/pair.h"

#include <functional>
#include <span>
#include <string_view>
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

/// The date of a passage's document; empty when it is not known.
using DateOfPassage = std::function<std::string_view(PassageIndex)>;

/// Gathers clusters over all passages. Equal passages share their pairs, so the work is done on
/// texts: O(pairs + texts log texts), and copies that were not listed as pairs are members all the
/// same.
///
/// @param texts   verified pairs of texts (the first of equal passages), each once
/// @param copies  groups of equal passages; they are similar to one another by 1
/// @return clusters ordered by representative
[[nodiscard]] std::vector<Cluster>
gather_clusters(std::span<const Pair> texts, const CopyGroups& copies, const DateOfPassage& date);

} // namespace refrain
