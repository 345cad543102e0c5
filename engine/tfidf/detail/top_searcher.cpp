#include "refrain/tfidf/detail/top_searcher.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>

namespace refrain::detail {
namespace {

/// The least bound in units of a row whose cosine is at least `score`: at least 1, because a row
/// that shares nothing has bound 0. One unit of room covers every rounding of doubles.
std::uint16_t least_bound(double score) {
  return static_cast<std::uint16_t>(std::max(std::floor(score * kUnits) - 1, 1.0));
}

} // namespace

TopSearcher::TopSearcher(const SparseRows& rows, const BoundKernels& kernels)
    : kernels_(kernels), dense_(rows), sums_(kBlockRows), candidates_(kBlockRows) {}

void TopSearcher::search(const CorpusIndex& index, std::size_t b, BoundedQuery& query,
                         BestRows& best) {
  const RowRange block = index.block(b);
  if (query.empty()) {
    return;
  }
  if (!query.fits()) {
    dense_.load(query.row());
    offer_all(block, best);
    return;
  }
  add_products(index, b, query);
  double needed = best.needed();
  if (!best.full()) {
    dense_.load(query.row());
    needed = std::max(needed, reached(block, best));
  }
  std::size_t n = kernels_.collect(sums_.data(), index.common_norms(b), block.size(),
                                   query.common_norm(), least_bound(needed), candidates_.data());
  if (query.common_norm() != 0) {
    n = kernels_.refine(candidates_.data(), n, index.common(b), query.common(),
                        least_bound(needed));
  }
  if (n == 0) {
    return;
  }
  dense_.load(query.row());
  std::sort(candidates_.begin(), candidates_.begin() + static_cast<std::ptrdiff_t>(n),
            [](const Candidate& a, const Candidate& c) {
              return a.bound != c.bound ? a.bound > c.bound : a.row < c.row;
            });
  for (const Candidate& candidate : std::span(candidates_).first(n)) {
    if (candidate.bound < least_bound(best.needed())) {
      break;
    }
    const std::size_t row = block.begin + candidate.row;
    best.offer({static_cast<std::uint32_t>(row), dense_.cosine_with(row)});
  }
}

void TopSearcher::add_products(const CorpusIndex& index, std::size_t b, BoundedQuery& query) {
  std::uint16_t* const sums = sums_.data();
  const std::size_t start = index.block(b).begin - index.block(0).begin;
  for (const RareHit& hit : query.take_rare(start + kBlockRows)) {
    std::uint16_t& sum = sums[hit.row - start];
    sum = static_cast<std::uint16_t>(sum + hit.units);
  }
  for (const QueryFeature& feature : query.middle()) {
    const std::uint32_t units = feature.units;
    for (const BlockPosting& p : index.postings(b, feature.column)) {
      sums[p.row] = static_cast<std::uint16_t>(sums[p.row] + product_units(p.weight, units));
    }
  }
}

/// A score that at least as many rows of the block reach as are wanted: the least of those with the
/// highest sums. 0 when too few have one.
double TopSearcher::reached(RowRange block, const BestRows& best) {
  constexpr std::size_t kTries = 3; // computed for each that is wanted: sums leave out common ones
  const std::size_t wanted = best.limit();
  const std::size_t room = std::min(kTries * wanted, block.size());
  const auto select = [&](std::uint32_t least) {
    return kernels_.select(sums_.data(), block.size(), static_cast<std::uint16_t>(least),
                           candidates_.data(), room);
  };
  std::uint32_t low = 1;
  for (std::uint32_t high = kUnits; high - low > 1 + low / 16;) {
    const std::uint32_t middle = (low + high) / 2;
    (select(middle) == room ? low : high) = middle;
  }
  scores_.clear();
  for (const Candidate& candidate : std::span(candidates_).first(select(low))) {
    scores_.push_back(dense_.cosine_with(block.begin + candidate.row));
  }
  if (scores_.size() < wanted) {
    return 0;
  }
  const auto last = scores_.begin() + static_cast<std::ptrdiff_t>(wanted - 1);
  std::nth_element(scores_.begin(), last, scores_.end(), std::greater<>());
  return *last;
}

void TopSearcher::offer_all(RowRange block, BestRows& best) {
  for (std::size_t row = block.begin; row < block.end; ++row) {
    best.offer({static_cast<std::uint32_t>(row), dense_.cosine_with(row)});
  }
}

} // namespace refrain::detail
