#include "refrain/talking_points/detail/token_marks.h"

#include "refrain/core/ascii.h"

#include <cstddef>

namespace refrain::points {
namespace {

constexpr std::uint32_t kLongestUnit = 64; ///< tokens; longer ones are cut at a clause

/// Thai, Lao, Burmese and Khmer write words without spaces: a space there ends a phrase.
bool spaces_end_phrases(std::string_view token) {
  if (token.size() < 3) {
    return false;
  }
  const auto a = static_cast<unsigned char>(token[0]);
  const auto b = static_cast<unsigned char>(token[1]);
  return (a == 0xE0 && b >= 0xB8 && b <= 0xBB) ||
         (a == 0xE1 && (b <= 0x82 || b == 0x9E || b == 0x9F));
}

struct Gap {
  std::uint32_t spaces = 0;
  bool punctuation = false;
};

Gap read_gap(std::string_view gap) {
  Gap result;
  for (std::size_t i = 0; i < gap.size(); ++i) {
    const auto c = static_cast<unsigned char>(gap[i]);
    if (c <= ' ') {
      ++result.spaces;
    } else if (c >= 0x80) {
      // No-break space, and hyphens and apostrophes of General Punctuation, join words.
      const std::string_view rest = gap.substr(i);
      if (rest.starts_with("\xC2\xA0")) {
        ++result.spaces;
        ++i;
      } else if (rest.starts_with("\xE2\x80\x90") || rest.starts_with("\xE2\x80\x91") ||
                 rest.starts_with("\xE2\x80\x99")) {
        i += 2;
      } else {
        result.punctuation = true;
      }
    } else if (c != '-' && c != '\'' && c != '/' && c != '&' && c != '$' && c != '%' && c != '.' &&
               c != '#' && c != '*' && (c != '@' || i == 0)) {
      // An @ in front of a word, not between two, names somebody.
      result.punctuation = true;
    }
  }
  return result;
}

} // namespace

bool is_capital(std::string_view token) {
  const auto a = static_cast<unsigned char>(token[0]);
  if (a < 0x80) {
    return ascii::is_capital(token[0]);
  }
  if (token.size() < 2) {
    return false;
  }
  const auto b = static_cast<unsigned char>(token[1]);
  return (a == 0xC3 && b >= 0x80 && b <= 0x9E) || (a == 0xCE && b >= 0x86 && b <= 0xAB) ||
         (a == 0xD0 && b >= 0x80 && b <= 0xAF);
}

std::uint8_t mark_of(std::string_view before, std::string_view gap_text, std::string_view token) {
  const Gap gap = read_gap(gap_text);
  std::uint8_t mark = is_capital(token) ? kCapital : 0;
  if (gap.punctuation) {
    return mark | kClauseStart;
  }
  if (gap.spaces == 1) {
    return spaces_end_phrases(before) ? mark | kClauseStart : mark;
  }
  if (gap.spaces < 2 || gap_text.find('\n') != std::string_view::npos) {
    return mark;
  }
  // Two spaces where a mark of punctuation was lost. It may have been a comma, a full stop, a
  // quote, a currency sign, an apostrophe, or the point of an abbreviation.
  const bool digit = ascii::is_digit(token[0]);
  const bool short_name = before.size() <= 3 && is_capital(before);
  if (gap.spaces == 2 && (digit || token.size() == 1 || (short_name && (mark & kCapital) != 0))) {
    return mark;
  }
  mark |= kClauseStart;
  if ((mark & kCapital) != 0 && !short_name) {
    mark |= kUnitStart;
  }
  return mark;
}

std::size_t address_after(std::string_view text, std::size_t end) {
  if (!text.substr(end).starts_with("://")) {
    return 0;
  }
  // In scripts without spaces the text goes on behind an address.
  const auto goes_on = [](char c) {
    return c > ' ' && c < 0x7F && c != '<' && c != '>' && c != '"';
  };
  while (end < text.size() && goes_on(text[end])) {
    ++end;
  }
  return end;
}

void cut_long_units(std::vector<std::uint8_t>& marks, std::size_t first) {
  std::size_t start = first;
  std::size_t clause = first;
  for (std::size_t i = first; i < marks.size(); ++i) {
    if ((marks[i] & kUnitStart) != 0) {
      start = clause = i;
    } else if ((marks[i] & kClauseStart) != 0) {
      clause = i;
    }
    if (i - start >= kLongestUnit) {
      const std::size_t cut = clause > start + 8 ? clause : i;
      marks[cut] |= kUnitStart | kClauseStart;
      start = cut;
    }
  }
}

} // namespace refrain::points
