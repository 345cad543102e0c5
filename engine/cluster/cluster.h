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

#include <cstdint>
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

/// A date as clusters compare it, in 16 bytes: ISO 8601 to the minute, the rest is cut off.
struct DateKey {
  std::uint64_t high = 0; ///< the first 8 characters, first one highest; missing ones are 0
  std::uint64_t low = 0;
  [[nodiscard]] bool known() const { return high != 0; }
  friend bool operator==(const DateKey&, const DateKey&) = default;
};
[[nodiscard]] DateKey make_date_key(std::string_view date);

/// Whether passage a comes before b where a representative is chosen: by date, unknown dates last,
/// then in canonical order.
[[nodiscard]] inline bool earlier(const DateKey& date_a, PassageIndex a, const DateKey& date_b,
                                  PassageIndex b) {
  if (date_a.known() != date_b.known()) {
    return date_a.known();
  }
  if (date_a.high != date_b.high) {
    return date_a.high < date_b.high;
  }
  return date_a.low != date_b.low ? date_a.low < date_b.low : a < b;
}

/// The date of a passage's document; empty when it is not known. Asked from any thread.
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
