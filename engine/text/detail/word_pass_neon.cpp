#if defined(__aarch64__)

#include "refrain/text/detail/word_pass_block.h"

#include <arm_neon.h>

namespace refrain::detail {
namespace {

/// One bit a byte from four registers of 0x00 and 0xFF bytes. Pairwise additions put bit i of each
/// byte of eight into one byte.
[[gnu::always_inline]] inline std::uint64_t gather(uint8x16_t a, uint8x16_t b, uint8x16_t c,
                                                   uint8x16_t d) {
  const uint8x16_t bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const uint8x16_t ab = vpaddq_u8(vandq_u8(a, bits), vandq_u8(b, bits));
  const uint8x16_t cd = vpaddq_u8(vandq_u8(c, bits), vandq_u8(d, bits));
  const uint8x16_t abcd = vpaddq_u8(ab, cd);
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(abcd, abcd)), 0);
}

[[gnu::always_inline]] inline void classify(const std::uint8_t* p, const AsciiRules& rules,
                                            Block& b, std::uint8_t* folded) {
  uint8x16_t letter[4];
  uint8x16_t digit[4];
  uint8x16_t joiner[4];
  uint8x16_t word[4];
  uint8x16_t mid_letter[4];
  uint8x16_t mid_number[4];
  uint8x16_t wide[4];
  for (int i = 0; i < 4; ++i) {
    const uint8x16_t v = vld1q_u8(p + 16 * i);
    const auto equal = [&](std::uint8_t c) { return vceqq_u8(v, vdupq_n_u8(c)); };
    const uint8x16_t lower = vorrq_u8(v, vdupq_n_u8(0x20));
    const uint8x16_t alpha = vcltq_u8(vsubq_u8(lower, vdupq_n_u8('a')), vdupq_n_u8(26));
    const uint8x16_t dot = vorrq_u8(equal('.'), equal('\''));
    digit[i] = vcltq_u8(vsubq_u8(v, vdupq_n_u8('0')), vdupq_n_u8(10));
    letter[i] = vorrq_u8(alpha, equal(rules.letter));
    joiner[i] = equal('_');
    word[i] = vorrq_u8(alpha, digit[i]);
    mid_letter[i] = vorrq_u8(dot, equal(rules.mid_letter));
    mid_number[i] = vorrq_u8(dot, vorrq_u8(equal(','), equal(';')));
    wide[i] = vcgeq_u8(v, vdupq_n_u8(0x80));
    vst1q_u8(folded + 16 * i, vorrq_u8(v, vandq_u8(alpha, vdupq_n_u8(0x20))));
  }
  b.letter = gather(letter[0], letter[1], letter[2], letter[3]);
  b.digit = gather(digit[0], digit[1], digit[2], digit[3]);
  b.joiner = gather(joiner[0], joiner[1], joiner[2], joiner[3]);
  b.word = gather(word[0], word[1], word[2], word[3]);
  b.mid_letter = gather(mid_letter[0], mid_letter[1], mid_letter[2], mid_letter[3]);
  b.mid_number = gather(mid_number[0], mid_number[1], mid_number[2], mid_number[3]);
  b.wide = gather(wide[0], wide[1], wide[2], wide[3]);
}

[[gnu::always_inline]] inline std::uint32_t extract(const std::uint64_t* masks, std::size_t words,
                                                    std::uint16_t* edges) {
  return extract_by_count(masks, words, edges);
}

[[gnu::always_inline]] inline void sort_by_length(WordPass& w, std::uint32_t sizes[4]) {
  sort_by_length_by_one(w, 0, sizes);
}

template <class Test>
[[gnu::always_inline]] inline std::uint64_t all_quarters(const std::uint8_t* p, Test test) {
  return gather(test(vld1q_u8(p)), test(vld1q_u8(p + 16)), test(vld1q_u8(p + 32)),
                test(vld1q_u8(p + 48)));
}

[[gnu::always_inline]] inline std::uint64_t high_bytes(const std::uint8_t* p) {
  return all_quarters(p, [](uint8x16_t v) { return vcgeq_u8(v, vdupq_n_u8(0xC0)); });
}

[[gnu::always_inline]] inline std::uint64_t equal_bytes(const std::uint8_t* p, std::uint8_t c) {
  return all_quarters(p, [c](uint8x16_t v) { return vceqq_u8(v, vdupq_n_u8(c)); });
}

[[gnu::always_inline]] inline std::uint64_t test_leaf(const std::uint8_t* p, std::uint64_t set) {
  // Bits 3 to 5 of the byte choose a byte of the set, bits 0 to 2 a bit of it.
  const uint8x16_t bytes = vreinterpretq_u8_u64(vdupq_n_u64(set));
  const uint8x16_t bits = vreinterpretq_u8_u64(vdupq_n_u64(0x8040201008040201ULL));
  const uint8x16_t seven = vdupq_n_u8(7);
  return all_quarters(p, [&](uint8x16_t v) {
    const uint8x16_t row = vqtbl1q_u8(bytes, vandq_u8(vshrq_n_u8(v, 3), seven));
    return vtstq_u8(row, vqtbl1q_u8(bits, vandq_u8(v, seven)));
  });
}

} // namespace
} // namespace refrain::detail

#include "refrain/text/detail/word_pass_impl.h"
#include "refrain/text/detail/word_pass_leaves.h"

namespace refrain::detail {

void word_pass_neon(WordPass& pass, const std::uint8_t* text, std::size_t size,
                    std::size_t position) {
  run_word_pass(pass, text, size, position);
}

} // namespace refrain::detail

#endif
