#include "refrain/text/detail/word_pass_block.h"

namespace refrain::detail {
namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
constexpr std::uint64_t kHighs = kOnes << 7;

/// Eight bytes at a time; high bits of the result mark the bytes (all below 0x80) in [low, high].
constexpr std::uint64_t in_range(std::uint64_t bytes, std::uint64_t low, std::uint64_t high) {
  return (bytes + kOnes * (0x80 - low)) & ~(bytes + kOnes * (0x7F - high)) & kHighs;
}

constexpr std::uint64_t equal(std::uint64_t bytes, std::uint64_t c) {
  return (kHighs - (bytes ^ (kOnes * c))) & kHighs;
}

/// Gathers the high bits of eight bytes.
constexpr std::uint64_t gather(std::uint64_t highs) {
  return (highs >> 7) * 0x0102040810204080ULL >> 56;
}

inline void classify(const std::uint8_t* p, const AsciiRules& rules, Block& b,
                     std::uint8_t* folded) {
  b = {};
  for (int i = 0; i < 64; i += 8) {
    std::uint64_t x = 0;
    for (int k = 0; k < 8; ++k) {
      x |= std::uint64_t{p[i + k]} << (8 * k);
    }
    const std::uint64_t wide = x & kHighs;

    const std::uint64_t y = x & ~kHighs;
    const std::uint64_t narrow = ~x & kHighs;
    const std::uint64_t upper = in_range(y, 'A', 'Z') & narrow;
    const std::uint64_t alpha = (in_range(y, 'a', 'z') & narrow) | upper;
    const std::uint64_t digit = in_range(y, '0', '9') & narrow;
    const std::uint64_t dot = (equal(y, '.') | equal(y, '\'')) & narrow;
    b.letter |= gather(alpha | (equal(y, rules.letter) & narrow)) << i;
    b.digit |= gather(digit) << i;
    b.joiner |= gather(equal(y, '_') & narrow) << i;
    b.word |= gather(alpha | digit) << i;
    b.mid_letter |= gather(dot | (equal(y, rules.mid_letter) & narrow)) << i;
    b.mid_number |= gather(dot | ((equal(y, ',') | equal(y, ';')) & narrow)) << i;
    b.wide |= gather(wide) << i;
    x |= upper >> 2;
    for (int k = 0; k < 8; ++k) {
      folded[i + k] = static_cast<std::uint8_t>(x >> (8 * k));
    }
  }
}

inline std::uint32_t extract(const std::uint64_t* masks, std::size_t words, std::uint16_t* edges) {
  return extract_by_count(masks, words, edges);
}

inline void sort_by_length(WordPass& w, std::uint32_t sizes[4]) {
  sort_by_length_by_one(w, 0, sizes);
}

[[gnu::always_inline]] inline std::uint64_t take_leaves(WordPass& /*w*/, Scan& /*s*/,
                                                        const std::uint8_t* /*block*/,
                                                        std::size_t /*base*/, std::uint64_t wide) {
  return wide;
}

} // namespace
} // namespace refrain::detail

#include "refrain/text/detail/word_pass_impl.h"

namespace refrain::detail {

void word_pass_scalar(WordPass& pass, const std::uint8_t* text, std::size_t size,
                      std::size_t position) {
  run_word_pass(pass, text, size, position);
}

} // namespace refrain::detail
