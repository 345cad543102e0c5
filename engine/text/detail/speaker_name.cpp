#include "refrain/text/detail/speaker_name.h"

#include "refrain/core/ascii.h"
#include "refrain/text/detail/speaker_words.h"

#include <array>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

constexpr std::uint32_t kMostWords = 6;

/// Words that may stand small in a name.
constexpr std::array kParticles = {"de"sv,  "del"sv, "della"sv, "der"sv, "den"sv, "di"sv, "da"sv,
                                   "do"sv,  "dos"sv, "du"sv,    "des"sv, "la"sv,  "le"sv, "van"sv,
                                   "von"sv, "zu"sv,  "ten"sv,   "ter"sv, "af"sv,  "av"sv, "al"sv,
                                   "el"sv,  "bin"sv, "ibn"sv,   "of"sv,  "y"sv,   "e"sv,  "the"sv};

bool is_particle(std::string_view word) {
  return std::find(kParticles.begin(), kParticles.end(), word) != kParticles.end();
}

UChar32 char_at(std::string_view text, std::size_t at, std::size_t& next) {
  std::int32_t i = 0;
  UChar32 c = 0;
  const auto size = static_cast<std::int32_t>(std::min<std::size_t>(4, text.size() - at));
  U8_NEXT_OR_FFFD(text.data() + at, i, size, c);
  next = at + static_cast<std::size_t>(i);
  return c;
}

void append(std::string& text, UChar32 c) {
  std::array<char, U8_MAX_LENGTH> bytes{};
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(bytes.data(), size, c);
  text.append(bytes.data(), static_cast<std::size_t>(size));
}

/// In small letters, without the full stop of an abbreviation.
std::string plain(std::string_view name) {
  std::string result = all_small(name);
  while (!result.empty() && (result.back() == '.' || result.back() == ' ')) {
    result.pop_back();
  }
  return result;
}

/// The same without a number behind it: Speaker 2, Step 2.
std::string without_number(std::string_view name) {
  std::string result = plain(name);
  while (!result.empty() && (ascii::is_digit(result.back()) || result.back() == ' ')) {
    result.pop_back();
  }
  return result;
}

} // namespace

NameShape shape_of(std::string_view name) {
  NameShape shape;
  std::uint32_t capitals = 0;
  std::uint32_t smalls = 0;
  for (std::size_t at = 0; at < name.size();) {
    std::size_t next = 0;
    const std::string_view word = word_at(name, at, next);
    const bool number = std::all_of(word.begin(), word.end(), ascii::is_digit);
    const bool particle = is_particle(word);
    bool first = true;
    for (std::size_t i = 0; i < word.size();) {
      const UChar32 c = char_at(word, i, i);
      const bool letter = u_isalpha(c) != 0 || u_charType(c) == U_NON_SPACING_MARK;
      const bool is_small = u_islower(c) != 0;
      if (first && !number && !particle && (!letter || is_small)) {
        return shape;
      }
      if (!letter && !number && c != '.' && c != '-' && c != '\'' && c != 0x2019 && c != 0xB7 &&
          c != 0x2010) {
        return shape;
      }
      first = false;
      capitals += u_isupper(c) != 0 ? 1U : 0U;
      smalls += is_small && !particle ? 1U : 0U;
    }
    if (number && shape.words == 0) {
      return shape;
    }
    ++shape.words;
    at = next;
  }
  shape.name = shape.words > 0 && shape.words <= kMostWords;
  shape.capitals = capitals >= 2 && smalls * 4 <= capitals; // McCAIN
  return shape;
}

std::string all_small(std::string_view name) {
  std::string result;
  for (std::size_t at = 0; at < name.size();) {
    append(result, u_tolower(char_at(name, at, at)));
  }
  return result;
}

bool is_title(std::string_view word) {
  return is_title_word(plain(word));
}

std::string_view without_titles(std::string_view name) {
  std::string_view rest = name;
  while (rest.find(' ') != std::string_view::npos) {
    std::size_t next = 0;
    if (!is_title(word_at(rest, 0, next))) {
      return rest;
    }
    rest = rest.substr(next);
  }
  return rest.size() == name.size() || rest.empty() || is_title(rest) ? name : rest;
}

std::string in_small_letters(std::string_view name) {
  std::string result;
  bool begins = true;
  for (std::size_t at = 0; at < name.size();) {
    std::size_t next = 0;
    const std::string_view word = word_at(name, at, next);
    if (is_particle(word)) {
      result += word;
      result += ' ';
      at = next;
      continue;
    }
    const bool mac = word.size() > 3 && (word.starts_with("MC") || word.starts_with("Mc"));
    std::size_t letter = 0;
    for (std::size_t i = 0; i < word.size(); ++letter) {
      const UChar32 c = char_at(word, i, i);
      append(result, begins || (mac && letter == 2) ? u_toupper(c) : u_tolower(c));
      // Initials, second names and O'Neill begin anew; 's does not.
      const bool mark = c == '-' || c == '.' || (letter == 1 && (c == '\'' || c == 0x2019));
      begins = mark;
    }
    begins = true;
    result += ' ';
    at = next;
  }
  result.resize(trim_space(result, 0, result.size()));
  return result;
}

bool is_part(std::string_view name) {
  const std::string word = without_number(name);
  return word.empty() || is_part_word(word) || word.starts_with("unidentified ");
}

bool is_field(std::string_view name) {
  const std::string words = without_number(name);
  const std::size_t first = words.find(' ');
  return is_field_word(words) ||
         (first != std::string::npos && begins_field(std::string_view(words).substr(0, first)));
}

} // namespace refrain::detail
