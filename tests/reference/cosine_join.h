#pragma once
/// @file
/// The slow twin of tfidf/cosine_join.h: every pair is compared, column by column, then sorted.

#include "refrain/tfidf/cosine_join.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

namespace refrain::reference {

inline double cosine(const SparseRows& rows, std::size_t a, std::size_t b) {
  std::map<std::int32_t, double> weights;
  for (std::size_t i = 0; i < rows.columns_of(a).size(); ++i) {
    weights[rows.columns_of(a)[i]] = static_cast<double>(rows.weights_of(a)[i]);
  }
  double sum = 0;
  for (std::size_t i = 0; i < rows.columns_of(b).size(); ++i) {
    const auto found = weights.find(rows.columns_of(b)[i]);
    if (found != weights.end()) {
      sum += found->second * static_cast<double>(rows.weights_of(b)[i]);
    }
  }
  return sum > 1 ? 1 : sum;
}

inline std::vector<CosinePair> top_n_join(const SparseRows& rows, RowRange queries, RowRange corpus,
                                          std::size_t top, double threshold) {
  std::vector<CosinePair> all;
  for (std::size_t a = queries.begin; a < queries.end; ++a) {
    std::vector<CosinePair> best;
    for (std::size_t b = corpus.begin; b < corpus.end; ++b) {
      const double score = reference::cosine(rows, a, b);
      if (score > 0 && score >= threshold) {
        best.push_back({static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b), score});
      }
    }
    std::stable_sort(best.begin(), best.end(),
                     [](const CosinePair& x, const CosinePair& y) { return x.score > y.score; });
    best.resize(std::min(best.size(), top));
    all.insert(all.end(), best.begin(), best.end());
  }
  return all;
}

inline std::vector<CosinePair> threshold_join(const SparseRows& rows, double threshold) {
  std::vector<CosinePair> all;
  for (std::size_t a = 0; a < rows.rows(); ++a) {
    for (std::size_t b = a + 1; b < rows.rows(); ++b) {
      const double score = reference::cosine(rows, a, b);
      if (score >= threshold) {
        all.push_back({static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b), score});
      }
    }
  }
  return all;
}

} // namespace refrain::reference
