#include "refrain/report/detail/json_text.h"

#include "refrain/core/ascii.h"
#include "refrain/text/decode.h"

#include <cmath>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace refrain::detail {
namespace {

[[nodiscard]] bool needs_escape(unsigned char c) {
  return c < 0x20 || c == '"' || c == '\\';
}

struct Run {
  std::size_t size = 0;
  bool ascii = true;
};

// The longest start of `text` without a character that JSON escapes.
[[nodiscard]] Run run_without_escapes(std::string_view text) {
  Run run;
  std::size_t i = 0;
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i last_control = _mm_set1_epi8(0x1F);
  unsigned high_bits = 0;
  for (; i + 16 <= text.size(); i += 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + i));
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(block, last_control), block);
    const __m128i special = _mm_or_si128(
        control, _mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, backslash)));
    if (_mm_movemask_epi8(special) != 0) {
      break; // the loop below finds the place
    }
    high_bits |= static_cast<unsigned>(_mm_movemask_epi8(block));
  }
  run.ascii = high_bits == 0;
#else
  constexpr std::uint64_t ones = 0x0101010101010101ULL;
  constexpr std::uint64_t tops = 0x8080808080808080ULL;
  std::uint64_t high_bits = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, 8);
    const std::uint64_t quote = word ^ (ones * '"');
    const std::uint64_t backslash = word ^ (ones * '\\');
    // A zero byte, and nothing below it, makes the top bit of its difference.
    const std::uint64_t special = ((word - ones * 0x20) & ~word) | ((quote - ones) & ~quote) |
                                  ((backslash - ones) & ~backslash);
    if ((special & tops) != 0) {
      break;
    }
    high_bits |= word;
  }
  run.ascii = (high_bits & tops) == 0;
#endif
  for (; i < text.size() && !needs_escape(static_cast<unsigned char>(text[i])); ++i) {
    run.ascii = run.ascii && static_cast<unsigned char>(text[i]) < 0x80;
  }
  run.size = i;
  return run;
}

void append_escape(std::string& out, unsigned char c) {
  switch (c) {
  case '"':
    out += "\\\"";
    return;
  case '\\':
    out += "\\\\";
    return;
  case '\n':
    out += "\\n";
    return;
  case '\t':
    out += "\\t";
    return;
  case '\r':
    out += "\\r";
    return;
  case '\b':
    out += "\\b";
    return;
  case '\f':
    out += "\\f";
    return;
  default:
    constexpr std::string_view hex = "0123456789abcdef";
    out += "\\u00";
    out += hex[c >> 4];
    out += hex[c & 15U];
  }
}

} // namespace

std::size_t utf8_sequence_length(std::string_view text) {
  if (text.empty()) {
    return 0;
  }
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) {
    return 1;
  }
  const auto second = text.size() > 1 ? static_cast<unsigned char>(text[1]) : 0U;
  if (lead >= 0xC2 && lead <= 0xDF) {
    return text.size() > 1 && ascii::is_continuation(text[1]) ? 2 : 0;
  }
  if (lead >= 0xE0 && lead <= 0xEF) {
    // Overlong forms below U+0800 and surrogates are not well-formed (Unicode 15, table 3-7).
    const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : 0xBF;
    return text.size() > 2 && second >= low && second <= high && ascii::is_continuation(text[2])
               ? 3
               : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned low = lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;
    return text.size() > 3 && second >= low && second <= high && ascii::is_continuation(text[2]) &&
                   ascii::is_continuation(text[3])
               ? 4
               : 0;
  }
  return 0;
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const Run run = run_without_escapes(text);
    const std::string_view piece = text.substr(0, run.size);
    if (run.ascii || is_valid_utf8(piece)) {
      out += piece;
    } else {
      append_repaired_utf8(piece, out);
    }
    text.remove_prefix(run.size);
    if (!text.empty()) {
      append_escape(out, static_cast<unsigned char>(text[0]));
      text.remove_prefix(1);
    }
  }
  out += '"';
}

void append_json_string_or_null(std::string& out, std::string_view text) {
  if (text.empty()) {
    out += "null";
  } else {
    append_json_string(out, text);
  }
}

void append_number(std::string& out, double x) {
  if (!std::isfinite(x)) {
    out += "null";
    return;
  }
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, x).ptr;
  out.append(digits, static_cast<std::size_t>(end - digits));
}

} // namespace refrain::detail
