#if defined(__x86_64__)

#include "refrain/text/detail/word_pass_block.h"

#include <immintrin.h>

namespace refrain::detail {
namespace {

[[gnu::always_inline]] inline void classify(const std::uint8_t* p, const AsciiRules& rules,
                                            Block& b, std::uint8_t* folded) {
  const auto all = [](int c) { return _mm512_set1_epi8(static_cast<char>(c)); };
  const __m512i v = _mm512_loadu_si512(p);
  const __m512i lower = _mm512_or_si512(v, all(0x20));
  const std::uint64_t alpha = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(lower, all('a')), all(26));
  const auto equal = [&](int c) -> std::uint64_t { return _mm512_cmpeq_epi8_mask(v, all(c)); };
  const std::uint64_t dot = equal('.') | equal('\'');
  b.digit = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(v, all('0')), all(10));
  b.letter = alpha | equal(rules.letter);
  b.joiner = equal('_');
  b.word = alpha | b.digit;
  b.mid_letter = dot | equal(rules.mid_letter);
  b.mid_number = dot | equal(',') | equal(';');
  b.wide = _mm512_movepi8_mask(v);
  _mm512_storeu_si512(folded, _mm512_mask_mov_epi8(v, alpha, lower));
}

[[gnu::always_inline]] inline std::uint32_t extract(const std::uint64_t* masks, std::size_t words,
                                                    std::uint16_t* edges) {
  alignas(64) static constexpr std::uint8_t kIndexes[64] = {
      0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
      22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
      44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  const __m512i indexes = _mm512_load_si512(kIndexes);
  std::uint32_t n = 0;
  for (std::size_t i = 0; i < words; ++i) {
    const std::uint64_t m = masks[i];
    const __m512i base = _mm512_set1_epi16(static_cast<short>(i * 64));
    const __m512i set = _mm512_maskz_compress_epi8(m, indexes);
    _mm512_storeu_si512(edges + n,
                        _mm512_add_epi16(base, _mm512_cvtepu8_epi16(_mm512_castsi512_si256(set))));
    const auto count = static_cast<std::uint32_t>(__builtin_popcountll(m));
    if (__builtin_expect(count > 32, 0)) {
      _mm512_storeu_si512(
          edges + n + 32,
          _mm512_add_epi16(base, _mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64(set, 1))));
    }
    n += count;
  }
  return n;
}

/// Sets the keys of up to eight tokens of at most 8 bytes: xxh3-64 in both of its short forms, as
/// core/hash.h computes it, then the one for the length. Longer tokens get a value to overwrite.
[[gnu::always_inline]] inline void hash_short(WordPass& w, std::uint32_t t, __mmask8 valid) {
  const auto all = [](std::uint64_t c) __attribute__((always_inline)) {
    return _mm512_set1_epi64(static_cast<long long>(c));
  };
  const auto fold_in = [](__m512i h, unsigned shift) __attribute__((always_inline)) {
    return _mm512_xor_si512(h, _mm512_srli_epi64(h, shift));
  };
  const __m256i pairs = _mm256_maskz_loadu_epi32(valid, w.edges + 2 * t);
  const __m256i begin = _mm256_and_si256(pairs, _mm256_set1_epi32(0xFFFF));
  const __m512i length =
      _mm512_cvtepu32_epi64(_mm256_sub_epi32(_mm256_srli_epi32(pairs, 16), begin));
  // Eight bytes may be more than the token; `folded` has room, and shifts drop what follows.
  const __m512i bytes = _mm512_i32gather_epi64(begin, w.folded, 1);
  const __m512i bits = _mm512_slli_epi64(length, 3);

  const __m512i last4 =
      _mm512_and_si512(_mm512_srlv_epi64(bytes, _mm512_sub_epi64(bits, all(32))), all(0xFFFFFFFF));
  __m512i h = _mm512_xor_si512(_mm512_add_epi64(_mm512_slli_epi64(bytes, 32), last4),
                               all(0xC73AB174C5ECD5A2ULL));
  h = _mm512_ternarylogic_epi64(h, _mm512_rol_epi64(h, 49), _mm512_rol_epi64(h, 24), 0x96);
  h = _mm512_mullo_epi64(h, all(0x9FB21C651E98DF25ULL));
  h = _mm512_xor_si512(h, _mm512_add_epi64(_mm512_srli_epi64(h, 35), length));
  h = _mm512_mullo_epi64(h, all(0x9FB21C651E98DF25ULL));
  h = fold_in(h, 28);

  const __m512i low = all(0xFF);
  const __m512i middle = _mm512_and_si512(
      _mm512_srlv_epi64(bytes, _mm512_slli_epi64(_mm512_srli_epi64(length, 1), 3)), low);
  const __m512i last =
      _mm512_and_si512(_mm512_srlv_epi64(bytes, _mm512_sub_epi64(bits, all(8))), low);
  const __m512i first = _mm512_and_si512(bytes, low);
  __m512i tiny =
      _mm512_or_si512(_mm512_or_si512(_mm512_slli_epi64(first, 16), _mm512_slli_epi64(middle, 24)),
                      _mm512_or_si512(last, _mm512_slli_epi64(length, 8)));
  tiny = fold_in(_mm512_xor_si512(tiny, all(0x87275A9BULL)), 33);
  tiny = fold_in(_mm512_mullo_epi64(tiny, all(0xC2B2AE3D27D4EB4FULL)), 29);
  tiny = fold_in(_mm512_mullo_epi64(tiny, all(0x165667B19E3779F9ULL)), 32);

  const __mmask8 is_tiny = _mm512_cmplt_epu64_mask(length, all(4));
  _mm512_store_si512(w.keys + t, _mm512_mask_mov_epi64(h, is_tiny, tiny));
}

/// Lists the tokens above 8 bytes, sixteen at a time with compressed stores; the others, most of
/// all, get their keys at once.
[[gnu::always_inline]] inline void sort_by_length(WordPass& w, std::uint32_t sizes[4]) {
  const auto all = [](std::uint32_t c) { return _mm512_set1_epi32(static_cast<int>(c)); };
  const auto store =
      [](std::uint16_t * to, __mmask16 chosen, __m512i from) __attribute__((always_inline)) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to),
                        _mm512_cvtepi32_epi16(_mm512_maskz_compress_epi32(chosen, from)));
    return static_cast<std::uint32_t>(__builtin_popcount(chosen));
  };
  __m512i ids = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  std::uint32_t n2 = 0;
  std::uint32_t n3 = 0;
  for (std::uint32_t t = 0; t < w.count; t += 16) {
    const auto valid =
        static_cast<__mmask16>(w.count - t >= 16 ? 0xFFFFU : (1U << (w.count - t)) - 1);
    hash_short(w, t, static_cast<__mmask8>(valid));
    hash_short(w, t + 8, static_cast<__mmask8>(valid >> 8));
    const __m512i pairs = _mm512_loadu_si512(w.edges + 2 * t);
    const __m512i length =
        _mm512_sub_epi32(_mm512_srli_epi32(pairs, 16), _mm512_and_si512(pairs, all(0xFFFF)));
    const auto above8 = _mm512_mask_cmpgt_epu32_mask(valid, length, all(8));
    const auto above16 = _mm512_mask_cmpgt_epu32_mask(valid, length, all(16));
    n2 += store(w.by_length[2] + n2, static_cast<__mmask16>(above8 & ~above16), ids);
    n3 += store(w.by_length[3] + n3, above16, ids);
    ids = _mm512_add_epi32(ids, all(16));
  }
  sizes[0] = sizes[1] = 0;
  sizes[2] = n2;
  sizes[3] = n3;
}

[[gnu::always_inline]] inline std::uint64_t high_bytes(const std::uint8_t* p) {
  return _mm512_cmpge_epu8_mask(_mm512_loadu_si512(p), _mm512_set1_epi8(static_cast<char>(0xC0)));
}

[[gnu::always_inline]] inline std::uint64_t equal_bytes(const std::uint8_t* p, std::uint8_t c) {
  return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(p), _mm512_set1_epi8(static_cast<char>(c)));
}

[[gnu::always_inline]] inline std::uint64_t test_leaf(const std::uint8_t* p, std::uint64_t set) {
  // The permutation looks at the low six bits alone.
  return _mm512_movepi8_mask(_mm512_permutexvar_epi8(_mm512_loadu_si512(p), _mm512_movm_epi8(set)));
}

} // namespace
} // namespace refrain::detail

#include "refrain/text/detail/word_pass_impl.h"
#include "refrain/text/detail/word_pass_leaves.h"

namespace refrain::detail {

void word_pass_avx512(WordPass& pass, const std::uint8_t* text, std::size_t size,
                      std::size_t position) {
  run_word_pass(pass, text, size, position);
}

} // namespace refrain::detail

#endif
