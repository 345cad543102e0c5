#if defined(__x86_64__)

#include "refrain/text/detail/word_pass_block.h"

#include <immintrin.h>

namespace refrain::detail {
namespace {

/// Masks of 32 bytes, in the low halves.
[[gnu::always_inline]] inline void classify_half(const std::uint8_t* p, const AsciiRules& rules,
                                                 Block& b, std::uint8_t* folded) {
  const auto all = [](int c) { return _mm256_set1_epi8(static_cast<char>(c)); };
  const auto mask = [](__m256i v) {
    return std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(v))};
  };
  const __m256i v = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
  // A range that is shifted to end at 0x7F needs one signed comparison.
  const __m256i lower = _mm256_or_si256(v, all(0x20));
  const __m256i alpha = _mm256_cmpgt_epi8(_mm256_add_epi8(lower, all(0x7F - 'z')), all(0x7F - 26));
  const __m256i digit = _mm256_cmpgt_epi8(_mm256_add_epi8(v, all(0x7F - '9')), all(0x7F - 10));
  const __m256i dot =
      _mm256_or_si256(_mm256_cmpeq_epi8(v, all('.')), _mm256_cmpeq_epi8(v, all('\'')));
  b.letter = mask(_mm256_or_si256(alpha, _mm256_cmpeq_epi8(v, all(rules.letter))));
  b.digit = mask(digit);
  b.joiner = mask(_mm256_cmpeq_epi8(v, all('_')));
  b.word = mask(_mm256_or_si256(alpha, digit));
  b.mid_letter = mask(_mm256_or_si256(dot, _mm256_cmpeq_epi8(v, all(rules.mid_letter))));
  b.mid_number = mask(_mm256_or_si256(
      dot, _mm256_or_si256(_mm256_cmpeq_epi8(v, all(',')), _mm256_cmpeq_epi8(v, all(';')))));
  b.wide = mask(v);
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(folded),
                      _mm256_or_si256(v, _mm256_and_si256(alpha, all(0x20))));
}

[[gnu::always_inline]] inline void classify(const std::uint8_t* p, const AsciiRules& rules,
                                            Block& b, std::uint8_t* folded) {
  Block high;
  classify_half(p, rules, b, folded);
  classify_half(p + 32, rules, high, folded + 32);
  b.letter |= high.letter << 32;
  b.digit |= high.digit << 32;
  b.joiner |= high.joiner << 32;
  b.word |= high.word << 32;
  b.mid_letter |= high.mid_letter << 32;
  b.mid_number |= high.mid_number << 32;
  b.wide |= high.wide << 32;
}

alignas(64) constexpr BitRows kBitRows = bit_rows();

/// Stores the places of the set bits of the byte `m`, from `base` on, in 16 bits each.
[[gnu::always_inline]] inline void store_bits(std::uint16_t* to, std::uint64_t m, __m128i base) {
  const __m128i row = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(kBitRows.row[m & 0xFF]));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm_add_epi16(_mm_cvtepu8_epi16(row), base));
}

/// Eight bits at a time by table, without a branch.
[[gnu::always_inline]] inline std::uint32_t extract(const std::uint64_t* masks, std::size_t words,
                                                    std::uint16_t* edges) {
  const __m128i eight = _mm_set1_epi16(8);
  __m128i base = _mm_setzero_si128();
  std::uint16_t* to = edges;
  for (std::size_t i = 0; i < words; ++i) {
    const std::uint64_t m = masks[i];
    for (int k = 0; k < 64; k += 8) {
      store_bits(to, m >> k, base);
      to += __builtin_popcountll(m >> k & 0xFF);
      base = _mm_add_epi16(base, eight);
    }
  }
  return static_cast<std::uint32_t>(to - edges);
}

/// Eight tokens at a time, by the same table.
[[gnu::always_inline]] inline void sort_by_length(WordPass& w, std::uint32_t sizes[4]) {
  const auto all = [](int c) __attribute__((always_inline)) {
    return _mm256_set1_epi32(c);
  };
  const auto mask = [](__m256i v) __attribute__((always_inline)) {
    return static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(v)));
  };
  const std::uint32_t rounded = w.count & ~7U;
  std::uint32_t n[4] = {};
  for (std::uint32_t t = 0; t < rounded; t += 8) {
    const __m256i pairs = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w.edges + 2 * t));
    const __m256i length =
        _mm256_sub_epi32(_mm256_srli_epi32(pairs, 16), _mm256_and_si256(pairs, all(0xFFFF)));
    const std::uint32_t above3 = mask(_mm256_cmpgt_epi32(length, all(3)));
    const std::uint32_t above8 = mask(_mm256_cmpgt_epi32(length, all(8)));
    const std::uint32_t above16 = mask(_mm256_cmpgt_epi32(length, all(16)));
    const std::uint32_t classes[4] = {~above3 & 0xFF, above3 & ~above8, above8 & ~above16, above16};
    const __m128i first = _mm_set1_epi16(static_cast<short>(t));
    for (int c = 0; c < 4; ++c) {
      store_bits(w.by_length[c] + n[c], classes[c], first);
      n[c] += static_cast<std::uint32_t>(__builtin_popcount(classes[c]));
    }
  }
  for (int c = 0; c < 4; ++c) {
    sizes[c] = n[c];
  }
  sort_by_length_by_one(w, rounded, sizes);
}

template <class Test>
[[gnu::always_inline]] inline std::uint64_t both_halves(const std::uint8_t* p, Test test) {
  const auto half = [&](const std::uint8_t* q) __attribute__((always_inline)) {
    return static_cast<std::uint32_t>(
        _mm256_movemask_epi8(test(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(q)))));
  };
  return half(p) | std::uint64_t{half(p + 32)} << 32;
}

[[gnu::always_inline]] inline std::uint64_t high_bytes(const std::uint8_t* p) {
  const __m256i bound = _mm256_set1_epi8(static_cast<char>(0xC0));
  return both_halves(
      p, [&](__m256i v) __attribute__((always_inline)) {
        return _mm256_cmpeq_epi8(_mm256_max_epu8(v, bound), v);
      });
}

[[gnu::always_inline]] inline std::uint64_t equal_bytes(const std::uint8_t* p, std::uint8_t c) {
  const __m256i wanted = _mm256_set1_epi8(static_cast<char>(c));
  return both_halves(
      p, [&](__m256i v) __attribute__((always_inline)) { return _mm256_cmpeq_epi8(v, wanted); });
}

[[gnu::always_inline]] inline std::uint64_t test_leaf(const std::uint8_t* p, std::uint64_t set) {
  // Bits 3 to 5 of the byte choose a byte of the set, bits 0 to 2 a bit of it.
  const __m256i bytes = _mm256_set1_epi64x(static_cast<long long>(set));
  const __m256i bits = _mm256_set1_epi64x(static_cast<long long>(0x8040201008040201ULL));
  const __m256i seven = _mm256_set1_epi8(7);
  return both_halves(
      p, [&](__m256i v) __attribute__((always_inline)) {
        const __m256i row =
            _mm256_shuffle_epi8(bytes, _mm256_and_si256(_mm256_srli_epi16(v, 3), seven));
        const __m256i bit = _mm256_shuffle_epi8(bits, _mm256_and_si256(v, seven));
        return _mm256_cmpeq_epi8(_mm256_and_si256(row, bit), bit);
      });
}

} // namespace
} // namespace refrain::detail

#include "refrain/text/detail/word_pass_impl.h"
#include "refrain/text/detail/word_pass_leaves.h"

namespace refrain::detail {

void word_pass_avx2(WordPass& pass, const std::uint8_t* text, std::size_t size,
                    std::size_t position) {
  run_word_pass(pass, text, size, position);
}

} // namespace refrain::detail

#endif
