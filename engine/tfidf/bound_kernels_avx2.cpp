#include "refrain/tfidf/detail/bound_kernels.h"

#include <immintrin.h>

namespace refrain::detail {
namespace {

constexpr std::size_t kLanes = 16;
constexpr std::uint32_t kMostBound = 0xFFFF;
constexpr std::size_t kAhead = 12; ///< candidates whose rows are on their way from memory

__m256i load(const void* p) {
  return _mm256_loadu_si256(static_cast<const __m256i*>(p));
}

/// Lanes where a >= b, unsigned.
__m256i at_least(__m256i a, __m256i b) {
  return _mm256_cmpeq_epi16(_mm256_max_epu16(a, b), a);
}

/// A bit for each lane of a mask, at every second place.
std::uint32_t lane_bits(__m256i mask) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(mask)) & 0x55555555U;
}

std::size_t lowest_lane(std::uint32_t bits) {
  return static_cast<std::size_t>(__builtin_ctz(bits)) / 2;
}

std::size_t select(const std::uint16_t* sums, std::size_t n, std::uint16_t least,
                   Candidate* candidates, std::size_t room) {
  const __m256i bar = _mm256_set1_epi16(static_cast<short>(least));
  std::size_t found = 0;
  std::size_t r = 0;
  for (; r + kLanes <= n && found < room; r += kLanes) {
    std::uint32_t lanes = lane_bits(at_least(load(sums + r), bar));
    for (; lanes != 0 && found < room; lanes &= lanes - 1) {
      const std::size_t row = r + lowest_lane(lanes);
      candidates[found++] = {static_cast<std::uint16_t>(row), sums[row]};
    }
  }
  for (; r < n && found < room; ++r) {
    if (sums[r] >= least) {
      candidates[found++] = {static_cast<std::uint16_t>(r), sums[r]};
    }
  }
  return found;
}

std::size_t collect(std::uint16_t* sums, const std::uint16_t* norms, std::size_t n,
                    std::uint16_t norm, std::uint16_t least, Candidate* candidates) {
  const std::uint16_t round = norm == 0 ? 0 : 1;
  const __m256i bar = _mm256_set1_epi16(static_cast<short>(least));
  const __m256i query = _mm256_set1_epi16(static_cast<short>(norm));
  const __m256i rounds = _mm256_set1_epi16(static_cast<short>(round));
  std::size_t found = 0;
  std::size_t r = 0;
  for (; r + kLanes <= n; r += kLanes) {
    const __m256i sum = load(sums + r);
    const __m256i rest = _mm256_add_epi16(_mm256_mulhi_epu16(load(norms + r), query), rounds);
    const __m256i wanted = at_least(_mm256_adds_epu16(sum, rest), bar);
    for (std::uint32_t lanes = lane_bits(wanted); lanes != 0; lanes &= lanes - 1) {
      const std::size_t row = r + lowest_lane(lanes);
      candidates[found++] = {static_cast<std::uint16_t>(row), sums[row]};
    }
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(sums + r), _mm256_setzero_si256());
  }
  for (; r < n; ++r) {
    const std::uint32_t rest = (std::uint32_t{norms[r]} * norm >> 16) + round;
    if (sums[r] + rest >= least) {
      candidates[found++] = {static_cast<std::uint16_t>(r), sums[r]};
    }
    sums[r] = 0;
  }
  return found;
}

std::int32_t product_sum(const std::uint8_t* a, const std::int8_t* b, std::size_t width) {
  const __m256i ones = _mm256_set1_epi16(1);
  __m256i sum = _mm256_setzero_si256();
  for (std::size_t c = 0; c < width; c += kCommonStep) {
    // Two products of at most 127 * 127 fit a signed 16-bit lane.
    const __m256i pairs = _mm256_maddubs_epi16(load(a + c), load(b + c));
    sum = _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, ones));
  }
  __m128i half = _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
  half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4E));
  half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0xB1));
  return _mm_cvtsi128_si32(half);
}

std::size_t refine(Candidate* candidates, std::size_t n, const CommonWeights& common,
                   const CommonQuery& query, std::uint16_t least) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (i + kAhead < n) {
      const std::uint8_t* next = common.bytes + candidates[i + kAhead].row * common.width;
      for (std::size_t c = 0; c < common.width; c += 64) {
        _mm_prefetch(reinterpret_cast<const char*>(next + c), _MM_HINT_T0);
      }
    }
    const std::size_t row = candidates[i].row;
    const std::int32_t sum =
        product_sum(common.bytes + row * common.width, query.bytes, common.width);
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

const BoundKernels kAvx2BoundKernels = {select, collect, refine};

} // namespace refrain::detail
