#pragma once
/// @file
/// The slow twin of tfidf/detail/bound_kernels.h: every row's bound, written as its contract reads.

#include "refrain/tfidf/detail/bound_kernels.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace refrain::reference {

using RowBound = std::pair<std::uint32_t, std::uint32_t>; ///< row, bound

inline std::vector<RowBound> select(const std::vector<std::uint16_t>& sums, std::uint32_t least,
                                    std::size_t room) {
  std::vector<RowBound> found;
  for (std::uint32_t r = 0; r < sums.size(); ++r) {
    if (sums[r] >= least && found.size() < room) {
      found.emplace_back(r, sums[r]);
    }
  }
  return found;
}

inline std::vector<RowBound> collect(const std::vector<std::uint16_t>& sums,
                                     const std::vector<std::uint16_t>& norms, std::uint64_t norm,
                                     std::uint64_t least) {
  std::vector<RowBound> found;
  for (std::uint32_t r = 0; r < sums.size(); ++r) {
    const std::uint64_t rest = norm == 0 ? 0 : 1 + norms[r] * norm / 65536;
    if (sums[r] + rest >= least) {
      found.emplace_back(r, sums[r]);
    }
  }
  return found;
}

inline std::vector<RowBound> refine(const std::vector<RowBound>& candidates,
                                    const detail::CommonWeights& common,
                                    const detail::CommonQuery& query, std::uint32_t least) {
  std::vector<RowBound> kept;
  for (const auto& [row, sum] : candidates) {
    float products = 0;
    for (std::size_t c = 0; c < common.width; ++c) {
      products += static_cast<float>(common.bytes[row * common.width + c] * query.bytes[c]);
    }
    std::uint32_t bound = sum;
    if (products > 0) {
      const float scale = common.scales[row] * query.scale;
      bound += 1 + static_cast<std::uint32_t>(products * scale);
    }
    bound = std::min(bound, 65535U);
    if (bound >= least) {
      kept.emplace_back(row, bound);
    }
  }
  return kept;
}

} // namespace refrain::reference
