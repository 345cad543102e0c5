#include "refrain/text/count_chars.h"

#include <algorithm>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace refrain {

std::uint64_t count_chars(std::string_view text) {
  std::uint64_t continuations = 0;
  std::size_t i = 0;
#if defined(__SSE2__)
  const __m128i first_lead = _mm_set1_epi8(-64); // continuation bytes are -128 to -65
  while (i + 16 <= text.size()) {
    // A byte counts to 255 at most.
    const std::size_t blocks = std::min<std::size_t>((text.size() - i) / 16, 255);
    __m128i counts = _mm_setzero_si128();
    for (std::size_t b = 0; b < blocks; ++b, i += 16) {
      const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + i));
      counts = _mm_sub_epi8(counts, _mm_cmplt_epi8(block, first_lead));
    }
    const __m128i sums = _mm_sad_epu8(counts, _mm_setzero_si128());
    continuations += static_cast<std::uint64_t>(_mm_cvtsi128_si32(sums)) +
                     static_cast<std::uint64_t>(_mm_extract_epi16(sums, 4));
  }
#endif
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, 8);
    // Bit 7 set and bit 6 clear, brought to bit 0 of each byte.
    const std::uint64_t marks = (word >> 7U) & (~word >> 6U) & 0x0101010101010101ULL;
    continuations += (marks * 0x0101010101010101ULL) >> 56U;
  }
  for (; i < text.size(); ++i) {
    continuations += (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U ? 1U : 0U;
  }
  return text.size() - continuations;
}

} // namespace refrain
