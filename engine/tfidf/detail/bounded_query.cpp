#include "refrain/tfidf/detail/bounded_query.h"

#include "refrain/tfidf/detail/byte_weights.h"

#include <algorithm>
#include <cmath>

namespace refrain::detail {
namespace {

/// A sum is at most kUnits for the cosine and 1 for the rounding of each feature; half of what 16
/// bits hold above that is left to the roundings of norms.
constexpr std::size_t kMostFeatures = 1U << 14;

std::uint32_t units_of(double weight) {
  return static_cast<std::uint32_t>(std::min(std::ceil(weight * kUnits), double{kUnits}));
}

} // namespace

void BoundedQuery::load(const SparseRows& rows, std::size_t row, const ColumnClasses& classes,
                        const CorpusIndex& index) {
  constexpr double kWider = 1 + 1e-9; // more than the roundings of a sum of squares in double
  const auto columns = rows.columns_of(row);
  const auto weights = rows.weights_of(row);
  row_ = row;
  empty_ = columns.empty();
  fits_ = columns.size() <= kMostFeatures;
  taken_ = 0;
  middle_.clear();
  rare_.clear();
  common_.assign((classes.common + kCommonStep - 1) / kCommonStep * kCommonStep, 0);
  std::size_t i = 0;
  double square = 0;
  for (; i < columns.size() && static_cast<std::size_t>(columns[i]) < classes.common; ++i) {
    square += static_cast<double>(weights[i]) * static_cast<double>(weights[i]);
  }
  common_scale_ = kUnits * round_up_to_bytes(weights.first(i), columns.data(), common_.data());
  common_norm_ =
      static_cast<std::uint16_t>(square > 0 ? units_of(std::sqrt(square) * kWider) + 1 : 0);
  for (; i < columns.size() && static_cast<std::size_t>(columns[i]) < classes.rare; ++i) {
    middle_.push_back({columns[i], units_of(static_cast<double>(weights[i]))});
  }
  for (; i < columns.size(); ++i) {
    const std::uint32_t units = units_of(static_cast<double>(weights[i]));
    for (const RarePosting& p : index.rare(columns[i])) {
      rare_.push_back({p.row, product_units(p.weight, units)});
    }
  }
  std::sort(rare_.begin(), rare_.end(),
            [](const RareHit& a, const RareHit& b) { return a.row < b.row; });
}

std::span<const RareHit> BoundedQuery::take_rare(std::size_t end) {
  const std::size_t from = taken_;
  while (taken_ < rare_.size() && rare_[taken_].row < end) {
    ++taken_;
  }
  return {rare_.data() + from, taken_ - from};
}

} // namespace refrain::detail
