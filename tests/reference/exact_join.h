#pragma once
/// @file
/// All pairs of shingle sets above a threshold, exactly, by an inverted index: the judge of recall
/// where comparing every pair would take hours.

#include "refrain/core/types.h"
#include "refrain/verify/pair.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace refrain::reference {

/// @param sets  sorted, without repeats; passages without shingles are in no pair
/// @return      ordered by (a, b)
inline std::vector<Pair> exact_join(const std::vector<std::vector<Shingle>>& sets,
                                    double threshold) {
  struct Posting {
    Shingle shingle;
    PassageIndex passage;
  };
  std::vector<Posting> postings;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    for (const Shingle shingle : sets[i]) {
      postings.push_back({shingle, static_cast<PassageIndex>(i)});
    }
  }
  std::sort(postings.begin(), postings.end(), [](const Posting& x, const Posting& y) {
    return x.shingle != y.shingle ? x.shingle < y.shingle : x.passage < y.passage;
  });
  // For every passage, the places behind its own postings: each shared shingle is met once.
  std::vector<std::vector<std::size_t>> places(sets.size());
  for (std::size_t i = 0; i + 1 < postings.size(); ++i) {
    if (postings[i].shingle == postings[i + 1].shingle) {
      places[postings[i].passage].push_back(i + 1);
    }
  }
  std::vector<Pair> pairs;
  std::vector<std::uint32_t> shared(sets.size());
  std::vector<PassageIndex> met;
  for (std::size_t a = 0; a < sets.size(); ++a) {
    met.clear();
    for (const std::size_t place : places[a]) {
      const Shingle shingle = postings[place].shingle;
      for (std::size_t i = place; i < postings.size() && postings[i].shingle == shingle; ++i) {
        if (shared[postings[i].passage]++ == 0) {
          met.push_back(postings[i].passage);
        }
      }
    }
    std::sort(met.begin(), met.end());
    for (const PassageIndex b : met) {
      const auto both = static_cast<double>(shared[b]);
      const auto all = static_cast<double>(sets[a].size() + sets[b].size()) - both;
      const auto smaller = static_cast<double>(std::min(sets[a].size(), sets[b].size()));
      if (both / all >= threshold) {
        pairs.push_back({static_cast<PassageIndex>(a), b, both / all, both / smaller});
      }
      shared[b] = 0;
    }
  }
  return pairs;
}

} // namespace refrain::reference
