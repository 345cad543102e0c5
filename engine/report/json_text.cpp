#include "refrain/report/detail/json_text.h"

#include <bit>
#include <cmath>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace refrain::detail {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

[[nodiscard]] bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

[[nodiscard]] bool needs_care(unsigned char c) {
  return c < 0x20 || c == '"' || c == '\\' || c >= 0x80;
}

// Length of the longest start of `text` that JSON takes as it is, all of it ASCII.
[[nodiscard]] std::size_t clean_run(std::string_view text) {
  std::size_t i = 0;
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i space = _mm_set1_epi8(0x20);
  for (; i + 16 <= text.size(); i += 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + i));
    // A signed comparison with 0x20 finds control characters and bytes from 0x80 at once.
    const __m128i special =
        _mm_or_si128(_mm_cmplt_epi8(block, space),
                     _mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, backslash)));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(special));
    if (mask != 0) {
      return i + static_cast<std::size_t>(std::countr_zero(mask));
    }
  }
#else
  constexpr std::uint64_t ones = 0x0101010101010101ULL;
  constexpr std::uint64_t tops = 0x8080808080808080ULL;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, 8);
    const std::uint64_t quote = word ^ (ones * '"');
    const std::uint64_t backslash = word ^ (ones * '\\');
    const std::uint64_t special =
        ((word - ones * 0x20) | (quote - ones) | (backslash - ones) | word) & tops;
    if (special != 0) {
      break;
    }
  }
#endif
  while (i < text.size() && !needs_care(static_cast<unsigned char>(text[i]))) {
    ++i;
  }
  return i;
}

// Length of the longest start of `text` that is well-formed and not ASCII.
[[nodiscard]] std::size_t foreign_run(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size() && static_cast<unsigned char>(text[i]) >= 0x80) {
    const std::size_t n = utf8_sequence_length(text.substr(i));
    if (n == 0) {
      break;
    }
    i += n;
  }
  return i;
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
    return text.size() > 1 && is_continuation(text[1]) ? 2 : 0;
  }
  if (lead >= 0xE0 && lead <= 0xEF) {
    // Overlong forms below U+0800 and surrogates are not well-formed (Unicode 15, table 3-7).
    const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : 0xBF;
    return text.size() > 2 && second >= low && second <= high && is_continuation(text[2]) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned low = lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;
    return text.size() > 3 && second >= low && second <= high && is_continuation(text[2]) &&
                   is_continuation(text[3])
               ? 4
               : 0;
  }
  return 0;
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    std::size_t n = clean_run(text);
    if (n < text.size() && static_cast<unsigned char>(text[n]) >= 0x80) {
      n += foreign_run(text.substr(n));
    }
    out.append(text.data(), n);
    text.remove_prefix(n);
    if (text.empty()) {
      break;
    }
    const auto c = static_cast<unsigned char>(text[0]);
    if (c >= 0x80) {
      if (utf8_sequence_length(text) == 0) {
        out += kReplacement;
        text.remove_prefix(1);
      }
    } else if (needs_care(c)) {
      append_escape(out, c);
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
