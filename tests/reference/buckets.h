#pragma once
/// @file
/// Candidates by a map from key to passages for each band.

#include "refrain/lsh/buckets.h"

#include <cstdint>
#include <map>
#include <set>
#include <vector>

namespace refrain::reference {

/// @param rows  rows[i] holds the band keys of passage i
inline std::vector<Candidate> candidates(const std::vector<std::vector<std::uint32_t>>& rows,
                                         const std::vector<PassageIndex>& active) {
  std::set<Candidate> found;
  for (std::size_t band = 0; !rows.empty() && band < rows.front().size(); ++band) {
    std::map<std::uint32_t, std::vector<PassageIndex>> buckets;
    for (const PassageIndex i : active) {
      buckets[rows[i][band]].push_back(i);
    }
    for (const auto& [key, passages] : buckets) {
      for (std::size_t i = 0; i < passages.size(); ++i) {
        for (std::size_t j = i + 1; j < passages.size(); ++j) {
          found.insert({passages[i], passages[j]});
        }
      }
    }
  }
  return {found.begin(), found.end()};
}

} // namespace refrain::reference
