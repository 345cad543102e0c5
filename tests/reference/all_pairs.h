#pragma once
/// @file
/// Near-duplicates the slow, obvious way: every pair of passages, sets of token windows themselves
/// instead of hashes.

#include "refrain/core/types.h"
#include "refrain/verify/pair.h"

#include <algorithm>
#include <set>
#include <span>
#include <vector>

namespace refrain::reference {

using TokenWindow = std::vector<TokenKey>;

/// The shingle set as a set of token sequences.
inline std::set<TokenWindow> shingle_set(std::span<const TokenKey> keys, std::size_t w) {
  std::set<TokenWindow> set;
  if (!keys.empty() && keys.size() < w) {
    set.insert(TokenWindow(keys.begin(), keys.end()));
  }
  for (std::size_t i = 0; i + w <= keys.size(); ++i) {
    const std::span<const TokenKey> window = keys.subspan(i, w);
    set.insert(TokenWindow(window.begin(), window.end()));
  }
  return set;
}

inline std::size_t shared(const std::set<TokenWindow>& a, const std::set<TokenWindow>& b) {
  std::size_t count = 0;
  for (const TokenWindow& window : a) {
    count += b.count(window);
  }
  return count;
}

/// All pairs of passages with tokens whose Jaccard similarity is at least `threshold`.
inline std::vector<Pair> all_pairs(const std::vector<std::vector<TokenKey>>& passages,
                                   std::size_t w, double threshold) {
  std::vector<std::set<TokenWindow>> sets;
  for (const std::vector<TokenKey>& keys : passages) {
    sets.push_back(shingle_set(keys, w));
  }
  std::vector<Pair> pairs;
  for (std::size_t a = 0; a < sets.size(); ++a) {
    for (std::size_t b = a + 1; b < sets.size(); ++b) {
      if (sets[a].empty() || sets[b].empty()) {
        continue;
      }
      const auto both = static_cast<double>(shared(sets[a], sets[b]));
      const auto all = static_cast<double>(sets[a].size() + sets[b].size()) - both;
      const auto smaller = static_cast<double>(std::min(sets[a].size(), sets[b].size()));
      if (both / all >= threshold) {
        pairs.push_back({static_cast<PassageIndex>(a), static_cast<PassageIndex>(b), both / all,
                         both / smaller});
      }
    }
  }
  return pairs;
}

} // namespace refrain::reference
