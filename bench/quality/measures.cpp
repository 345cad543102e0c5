#include "bench/quality/measures.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>
#include <map>
#include <utility>

namespace refrain::bench {
namespace {

PrecisionRecall with_f1(double precision, double recall) {
  const double sum = precision + recall;
  return {precision, recall, sum > 0 ? 2 * precision * recall / sum : 0};
}

/// Sizes of two groupings and of their intersections.
struct Contingency {
  std::map<std::uint32_t, double> found;
  std::map<std::uint32_t, double> truth;
  std::map<ItemPair, double> both;

  Contingency(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
    assert(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      ++found[a[i]];
      ++truth[b[i]];
      ++both[{a[i], b[i]}];
    }
  }
};

double pairs_of(double n) {
  return n * (n - 1) / 2;
}

double discounted(std::span<const double> gains, std::size_t depth) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(depth, gains.size()); ++i) {
    sum += gains[i] / std::log2(static_cast<double>(i) + 2);
  }
  return sum;
}

std::vector<ItemPair> as_set(std::vector<ItemPair> pairs) {
  for (ItemPair& pair : pairs) {
    if (pair.second < pair.first) {
      std::swap(pair.first, pair.second);
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

} // namespace

double average_precision(std::span<const ScoredLabel> items) {
  std::vector<ScoredLabel> ranked(items.begin(), items.end());
  std::sort(ranked.begin(), ranked.end(),
            [](const ScoredLabel& a, const ScoredLabel& b) { return a.score > b.score; });
  double area = 0;
  double right = 0;
  double right_before = 0;
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    right += ranked[i].right ? 1 : 0;
    if (i + 1 == ranked.size() || ranked[i + 1].score != ranked[i].score) {
      area += (right - right_before) * right / static_cast<double>(i + 1);
      right_before = right;
    }
  }
  return right > 0 ? area / right : 0;
}

double ndcg(std::span<const double> ranked_gains, std::span<const double> all_gains,
            std::size_t depth) {
  std::vector<double> ideal(all_gains.begin(), all_gains.end());
  std::sort(ideal.rbegin(), ideal.rend());
  const double best = discounted(ideal, depth);
  return best > 0 ? discounted(ranked_gains, depth) / best : 0;
}

PrecisionRecall b_cubed(std::span<const std::uint32_t> found,
                        std::span<const std::uint32_t> truth) {
  if (found.empty()) {
    return {1, 1, 1};
  }
  const Contingency table(found, truth);
  double precision = 0;
  double recall = 0;
  for (const auto& [groups, shared] : table.both) {
    precision += shared * shared / table.found.at(groups.first);
    recall += shared * shared / table.truth.at(groups.second);
  }
  const auto n = static_cast<double>(found.size());
  return with_f1(precision / n, recall / n);
}

double adjusted_rand_index(std::span<const std::uint32_t> found,
                           std::span<const std::uint32_t> truth) {
  const Contingency table(found, truth);
  double both = 0;
  double in_found = 0;
  double in_truth = 0;
  for (const auto& [groups, n] : table.both) {
    both += pairs_of(n);
  }
  for (const auto& [group, n] : table.found) {
    in_found += pairs_of(n);
  }
  for (const auto& [group, n] : table.truth) {
    in_truth += pairs_of(n);
  }
  const double all = pairs_of(static_cast<double>(found.size()));
  const double expected = all > 0 ? in_found * in_truth / all : 0;
  const double most = (in_found + in_truth) / 2;
  return most == expected ? 1 : (both - expected) / (most - expected);
}

PrecisionRecall pair_scores(std::vector<ItemPair> found, std::vector<ItemPair> truth) {
  found = as_set(std::move(found));
  truth = as_set(std::move(truth));
  std::vector<ItemPair> shared;
  std::set_intersection(found.begin(), found.end(), truth.begin(), truth.end(),
                        std::back_inserter(shared));
  const auto hits = static_cast<double>(shared.size());
  return with_f1(found.empty() ? 1 : hits / static_cast<double>(found.size()),
                 truth.empty() ? 1 : hits / static_cast<double>(truth.size()));
}

} // namespace refrain::bench
