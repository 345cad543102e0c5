#pragma once
/// @file
/// Clusters by the definition alone: passages in order of date, each free one gathers its free
/// neighbours.

#include "refrain/cluster/cluster.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace refrain::reference {

/// @param pairs  all pairs of passages, copies among them included
/// @param dates  one a passage, empty when not known
inline std::vector<Cluster> clusters(const std::vector<Pair>& pairs,
                                     const std::vector<std::string>& dates) {
  std::map<PassageIndex, std::map<PassageIndex, double>> neighbours;
  for (const Pair& pair : pairs) {
    neighbours[pair.a][pair.b] = pair.jaccard;
    neighbours[pair.b][pair.a] = pair.jaccard;
  }
  std::vector<PassageIndex> order;
  for (PassageIndex i = 0; i < dates.size(); ++i) {
    order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](PassageIndex x, PassageIndex y) {
    const std::string last = "~"; // behind every date
    return (dates[x].empty() ? last : dates[x]) < (dates[y].empty() ? last : dates[y]);
  });
  std::set<PassageIndex> taken;
  std::map<PassageIndex, Cluster> found;
  for (const PassageIndex i : order) {
    if (taken.count(i) != 0) {
      continue;
    }
    Cluster cluster{i, {}};
    for (const auto& [passage, jaccard] : neighbours[i]) {
      if (taken.insert(passage).second) {
        cluster.members.push_back({passage, jaccard});
      }
    }
    taken.insert(i);
    if (!cluster.members.empty()) {
      found[i] = cluster;
    }
  }
  std::vector<Cluster> result;
  for (const auto& [representative, cluster] : found) {
    result.push_back(cluster);
  }
  return result;
}

} // namespace refrain::reference
