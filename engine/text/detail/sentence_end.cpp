#include "refrain/text/detail/sentence_end.h"

#include "refrain/text/detail/small_letters.h"
#include "refrain/text/detail/space.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

// Names of these are followed by a name or a number: a full stop behind them ends nothing.
constexpr std::array kBeforeAName{
    "adm"sv,    "al"sv,   "amb"sv,  "approx"sv, "art"sv,  "brig"sv, "bzw"sv,  "ca"sv,  "capt"sv,
    "cf"sv,     "cmdr"sv, "col"sv,  "cpl"sv,    "dr"sv,   "dra"sv,  "eq"sv,   "etw"sv, "fig"sv,
    "figs"sv,   "fr"sv,   "ft"sv,   "gen"sv,    "gov"sv,  "hon"sv,  "hr"sv,   "lt"sv,  "maj"sv,
    "messrs"sv, "mme"sv,  "mlle"sv, "mr"sv,     "mrs"sv,  "ms"sv,   "msgr"sv, "mt"sv,  "nr"sv,
    "nos"sv,    "pp"sv,   "pres"sv, "prof"sv,   "rep"sv,  "reps"sv, "rev"sv,  "sen"sv, "sens"sv,
    "sgt"sv,    "sra"sv,  "srta"sv, "st"sv,     "ste"sv,  "str"sv,  "supt"sv, "usw"sv, "vgl"sv,
    "viz"sv,    "vol"sv,  "vols"sv, "vs"sv,     "акад"sv, "гг"sv,   "им"sv,   "млн"sv, "млрд"sv,
    "проф"sv,   "руб"sv,  "см"sv,   "стр"sv,    "тыс"sv,  "ул"sv,   "ред"sv,  "св"sv,  "доц"sv,
};

// These can stand at the end of a sentence as well: what follows decides.
constexpr std::array kAnywhere{
    "apr"sv, "assn"sv, "aug"sv, "ave"sv,  "blvd"sv, "bros"sv, "co"sv,  "corp"sv,
    "dec"sv, "dept"sv, "est"sv, "etc"sv,  "feb"sv,  "inc"sv,  "jan"sv, "jr"sv,
    "jul"sv, "jun"sv,  "ltd"sv, "mar"sv,  "nov"sv,  "oct"sv,  "rd"sv,  "sec"sv,
    "sep"sv, "sept"sv, "sr"sv,  "univ"sv, "др"sv,   "пр"sv,   "тд"sv,
};

// Behind these a number follows, or the full stop ends the sentence.
constexpr std::array kBeforeANumber{"no"sv, "p"sv, "ch"sv, "sect"sv, "para"sv, "cap"sv};

constexpr std::array kStarters{
    "A"sv,    "After"sv,   "Although"sv, "An"sv,    "And"sv,   "As"sv,    "At"sv,    "Both"sv,
    "But"sv,  "By"sv,      "During"sv,   "For"sv,   "From"sv,  "He"sv,    "Her"sv,   "His"sv,
    "How"sv,  "However"sv, "I"sv,        "If"sv,    "In"sv,    "It"sv,    "Its"sv,   "Many"sv,
    "Most"sv, "My"sv,      "No"sv,       "Not"sv,   "On"sv,    "Our"sv,   "She"sv,   "Since"sv,
    "So"sv,   "Some"sv,    "That"sv,     "The"sv,   "Their"sv, "There"sv, "These"sv, "They"sv,
    "This"sv, "Those"sv,   "Today"sv,    "Under"sv, "We"sv,    "What"sv,  "When"sv,  "While"sv,
    "With"sv, "You"sv,     "Your"sv,
};

constexpr std::array kGermanMonths{"Januar"sv,    "Februar"sv, "März"sv,     "April"sv,
                                   "Mai"sv,       "Juni"sv,    "Juli"sv,     "August"sv,
                                   "September"sv, "Oktober"sv, "November"sv, "Dezember"sv};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The character at i, and the place behind it. Invalid bytes read as -1, one at a time.
struct CharAt {
  UChar32 c = -1;
  std::size_t next = 0;
};
CharAt char_at(std::string_view s, std::size_t i) {
  const auto byte = static_cast<unsigned char>(s[i]);
  if (byte < 0x80) {
    return {byte, i + 1};
  }
  const std::string_view window = s.substr(i, 4);
  std::int32_t at = 0;
  UChar32 c = 0;
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(window.data()), at,
          static_cast<std::int32_t>(window.size()), c);
  return {c, i + static_cast<std::size_t>(at)};
}

enum class Stop : std::uint8_t {
  kNone,
  kPeriod, // may belong to an abbreviation
  kMark,   // ! and ?, which need a space or the end behind them
  kHard,   // ends a sentence wherever it stands
};

Stop stop_of(UChar32 c) {
  switch (c) {
  case '.':
  case 0x2026: // horizontal ellipsis
    return Stop::kPeriod;
  case '!':
  case '?':
  case 0x203C:
  case 0x2047:
  case 0x2048:
  case 0x2049:
  case 0x0589: // Armenian full stop
    return Stop::kMark;
  case 0x061F: // Arabic question mark
  case 0x06D4: // Urdu full stop
  case 0x0964: // danda
  case 0x0965: // double danda
  case 0x0F0D: // Tibetan shad
  case 0x104B: // Burmese section
  case 0x1362: // Ethiopic full stop
  case 0x1367: // Ethiopic question mark
  case 0x17D4: // Khmer khan
  case 0x3002: // ideographic full stop
  case 0xFF01:
  case 0xFF0E:
  case 0xFF1F:
  case 0xFF61:
    return Stop::kHard;
  default:
    return Stop::kNone;
  }
}

bool closes(UChar32 c) {
  switch (c) {
  case '"':
  case '\'':
  case ')':
  case ']':
  case '}':
  case 0x00BB:
  case 0x2019:
  case 0x201D:
  case 0x203A:
  case 0x300B:
  case 0x300D:
  case 0x300F:
  case 0x3011:
  case 0x3009:
  case 0xFF09:
  case 0xFF63:
    return true;
  default:
    return false;
  }
}

bool is_thai(UChar32 c) {
  return c >= 0x0E01 && c <= 0x0E5B;
}

// Behind the stops, closing quotes and brackets, and a reference such as [12].
std::size_t behind_closers(std::string_view s, std::size_t i) {
  while (i < s.size()) {
    const CharAt at = char_at(s, i);
    if (closes(at.c) || stop_of(at.c) != Stop::kNone) {
      i = at.next;
      continue;
    }
    if (at.c == '[' && at.next < s.size() && is_digit(s[at.next])) {
      std::size_t j = at.next;
      while (j < s.size() && (is_digit(s[j]) || s[j] == ',' || s[j] == '-')) {
        ++j;
      }
      if (j < s.size() && s[j] == ']') {
        i = j + 1;
        continue;
      }
    }
    break;
  }
  return i;
}

// The letters at i and on.
std::string_view word_at(std::string_view s, std::size_t i) {
  const std::size_t begin = i;
  while (i < s.size() && i - begin < 32) {
    const CharAt at = char_at(s, i);
    if (at.c < 0 || u_isalpha(at.c) == 0) {
      break;
    }
    i = at.next;
  }
  return s.substr(begin, i - begin);
}

// What stands directly before a full stop: letters, digits and the full stops between them.
std::string_view token_before(std::string_view s, std::size_t begin, std::size_t stop) {
  std::size_t i = stop;
  while (i > begin && stop - i < 32) {
    const auto c = static_cast<unsigned char>(s[i - 1]);
    const bool inside = c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                        (c >= 'A' && c <= 'Z') || c == '.' || c == '&';
    if (!inside) {
      break;
    }
    --i;
  }
  // Typographic quotes and dashes are no part of the word.
  for (std::size_t j = i; j < stop;) {
    const CharAt at = char_at(s, j);
    if (at.c >= 0x80 && u_isalpha(at.c) == 0) {
      i = at.next;
    }
    j = at.next;
  }
  return s.substr(i, stop - i);
}

// The word in small letters, for comparing with the lists.
std::string_view lower(std::string_view word, std::array<char, 32>& to) {
  const std::size_t n = word.copy(to.data(), to.size());
  make_small({to.data(), n});
  return {to.data(), n};
}

// True when the full stop at `stop` belongs to what stands before it.
bool abbreviates(std::string_view s, std::size_t begin, std::size_t stop, std::size_t next) {
  const std::string_view token = token_before(s, begin, stop);
  if (token.empty()) {
    return false;
  }
  const bool digits = std::all_of(token.begin(), token.end(), is_digit);
  const bool first = skip_space(s, begin) + token.size() == stop;
  const std::string_view follower = word_at(s, next);
  if (digits) {
    // A number that opens the sentence counts a list; 3. März is a German day.
    return token.size() <= 3 && (first || (token.size() <= 2 && contains(kGermanMonths, follower)));
  }
  const bool number_follows = next < s.size() && is_digit(s[next]);
  const std::size_t dot = token.rfind('.');
  const std::string_view last = dot == std::string_view::npos ? token : token.substr(dot + 1);
  const CharAt letter = char_at(token, token.size() - last.size());
  const bool one_letter = !last.empty() && letter.next == token.size() && u_isalpha(letter.c) != 0;
  if (one_letter) {
    // J. Smith, U.S., e.g., a.m.: an end only where a word follows that often opens a sentence.
    return !contains(kStarters, follower) || token == "e.g"sv || token == "i.e"sv;
  }
  std::array<char, 32> buffer{};
  const std::string_view word = lower(last, buffer);
  if (dot != std::string_view::npos) {
    return word == "d"sv || contains(kAnywhere, word); // Ph.D
  }
  if (contains(kBeforeAName, word)) {
    return true;
  }
  if (contains(kBeforeANumber, word)) {
    return number_follows;
  }
  return contains(kAnywhere, word) && !contains(kStarters, follower);
}

// A stop with no space behind it: "in the region.China has": scraped text loses spaces.
bool lost_space(std::string_view s, std::size_t begin, std::size_t stop, std::size_t next) {
  const std::string_view token = token_before(s, begin, stop);
  const std::string_view follower = word_at(s, next);
  const bool behind_word = token.size() >= 3 && token.find('.') == std::string_view::npos &&
                           token.back() >= 'a' && token.back() <= 'z';
  const bool before_word = (follower.size() >= 3 || contains(kStarters, follower)) &&
                           follower[0] >= 'A' && follower[0] <= 'Z' &&
                           (follower.size() == 1 || (follower[1] >= 'a' && follower[1] <= 'z'));
  const std::size_t end = next + follower.size();
  return behind_word && before_word && end < s.size() && is_ascii_space(s[end]);
}

// Reads on behind the stop at `stop`: the end of the sentence when it ends there, else 0. Moves
// `behind` behind the run of stops and closers, so that no run is read twice.
std::size_t end_at_stop(std::string_view s, std::size_t begin, std::size_t stop, CharAt at,
                        std::size_t& behind) {
  const std::size_t end = behind_closers(s, at.next);
  behind = end;
  const std::size_t next = skip_space(s, end);
  if (next == s.size()) {
    return s.size();
  }
  Stop kind = stop_of(at.c);
  // The last stop of a run decides: "?!", "...".
  bool run = false;
  for (std::size_t i = at.next; i < end;) {
    const CharAt more = char_at(s, i);
    const Stop k = stop_of(more.c);
    run = run || k != Stop::kNone;
    kind = k == Stop::kHard || k == Stop::kMark ? k : kind;
    i = more.next;
  }
  if (kind == Stop::kHard) {
    return end;
  }
  if (next == end) {
    return kind == Stop::kPeriod && !run && end == at.next && lost_space(s, begin, stop, next) ? end
                                                                                               : 0;
  }
  const CharAt follower = char_at(s, next);
  if (follower.c >= 0 && (u_islower(follower.c) != 0 || follower.c == ',' || follower.c == ';')) {
    return 0;
  }
  if (kind == Stop::kPeriod && !run && end == at.next && abbreviates(s, begin, stop, next)) {
    return 0;
  }
  return end;
}

// The end of the sentence when the line feed at `feed` ends it, else 0.
std::size_t end_at_line(std::string_view s, std::size_t feed) {
  std::size_t i = feed + 1;
  while (i < s.size() && (s[i] == ' ' || s[i] == '\t' || s[i] == '\r')) {
    ++i;
  }
  const bool blank = i < s.size() && s[i] == '\n';
  return blank || list_marker(s.substr(i)) != 0 ? feed : 0;
}

// The end of the sentence when the space at `space` sets Thai phrases apart, else 0. `begin` is
// where the sentence starts.
std::size_t end_at_thai_space(std::string_view s, std::size_t begin, std::size_t space) {
  constexpr std::size_t kPhraseBytes = 20 * 3;
  constexpr auto kRepeat = "\u0E46"sv;
  const std::size_t next = skip_space(s, space);
  const bool thai_before = space >= begin + kPhraseBytes && is_thai(char_at(s, space - 3).c) &&
                           s.substr(space - 3, 3) != kRepeat;
  return thai_before && next < s.size() && is_thai(char_at(s, next).c) ? space : 0;
}

constexpr std::array<bool, 256> make_interesting() {
  std::array<bool, 256> t{};
  for (const unsigned char c : {'.', '!', '?', '\n', ' '}) {
    t[c] = true;
  }
  for (const unsigned char lead : {0xD6, 0xD8, 0xDB, 0xE0, 0xE1, 0xE2, 0xE3, 0xEF}) {
    t[lead] = true;
  }
  return t;
}
constexpr std::array<bool, 256> kInteresting = make_interesting();

} // namespace

std::size_t list_marker(std::string_view line) {
  std::size_t i = 0;
  for (const std::string_view bullet : {"-"sv, "*"sv, "+"sv, "•"sv, "·"sv, "◦"sv, "▪"sv, "–"sv}) {
    if (line.starts_with(bullet)) {
      i = bullet.size();
      return i < line.size() && (line[i] == ' ' || line[i] == '\t') ? i + 1 : 0;
    }
  }
  const bool open = line.starts_with('(');
  i = open ? 1 : 0;
  const std::size_t begin = i;
  while (i < line.size() && is_digit(line[i])) {
    ++i;
  }
  if (i == begin && i < line.size() && line[i] >= 'a' && line[i] <= 'z') {
    ++i; // a) and (a), but not a.
    if (i >= line.size() || line[i] != ')') {
      return 0;
    }
  }
  const bool short_enough = i > begin && i - begin <= 3;
  const bool closed = i < line.size() && (line[i] == ')' || (!open && line[i] == '.'));
  return short_enough && closed && i + 1 < line.size() && line[i + 1] == ' ' ? i + 2 : 0;
}

std::size_t sentence_end(std::string_view text, std::size_t begin) {
  for (std::size_t i = begin; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (!kInteresting[byte]) {
      ++i;
      continue;
    }
    std::size_t end = 0;
    std::size_t next = i + 1;
    if (byte == '\n') {
      end = end_at_line(text, i);
    } else if (byte == ' ') {
      const bool thai = i >= begin + 3 && static_cast<unsigned char>(text[i - 3]) == 0xE0;
      end = thai ? end_at_thai_space(text, begin, i) : 0;
    } else {
      const CharAt at = char_at(text, i);
      next = at.next;
      end = stop_of(at.c) != Stop::kNone ? end_at_stop(text, begin, i, at, next) : 0;
    }
    if (end > begin) {
      return end;
    }
    i = next;
  }
  return text.size();
}

} // namespace refrain::detail
