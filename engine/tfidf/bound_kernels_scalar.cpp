#include "refrain/tfidf/detail/bound_kernels.h"

namespace refrain::detail {
namespace {

constexpr std::uint32_t kMostBound = 0xFFFF;

std::size_t select(const std::uint16_t* sums, std::size_t n, std::uint16_t least,
                   Candidate* candidates, std::size_t room) {
  std::size_t found = 0;
  for (std::size_t r = 0; r < n && found < room; ++r) {
    if (sums[r] >= least) {
      candidates[found++] = {static_cast<std::uint16_t>(r), sums[r]};
    }
  }
  return found;
}

std::size_t collect(std::uint16_t* sums, const std::uint16_t* norms, std::size_t n,
                    std::uint16_t norm, std::uint16_t least, Candidate* candidates) {
  const std::uint32_t round = norm == 0 ? 0 : 1;
  std::size_t found = 0;
  for (std::size_t r = 0; r < n; ++r) {
    const std::uint32_t rest = (std::uint32_t{norms[r]} * norm >> 16) + round;
    if (sums[r] + rest >= least) {
      candidates[found++] = {static_cast<std::uint16_t>(r), sums[r]};
    }
    sums[r] = 0;
  }
  return found;
}

std::size_t refine(Candidate* candidates, std::size_t n, const CommonWeights& common,
                   const CommonQuery& query, std::uint16_t least) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t row = candidates[i].row;
    const std::uint8_t* bytes = common.bytes + row * common.width;
    std::int32_t sum = 0;
    for (std::size_t c = 0; c < common.width; ++c) {
      sum += std::int32_t{bytes[c]} * std::int32_t{query.bytes[c]};
    }
    std::uint32_t bound = candidates[i].bound;
    if (sum != 0) {
      const float scale = common.scales[row] * query.scale;
      bound += static_cast<std::uint32_t>(static_cast<float>(sum) * scale) + 1;
    }
    bound = bound < kMostBound ? bound : kMostBound;
    candidates[kept] = {candidates[i].row, static_cast<std::uint16_t>(bound)};
    kept += bound >= least ? 1 : 0;
  }
  return kept;
}

} // namespace

const BoundKernels kScalarBoundKernels = {select, collect, refine};

} // namespace refrain::detail
