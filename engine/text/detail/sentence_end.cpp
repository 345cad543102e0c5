#include "refrain/text/detail/sentence_end.h"

#include "refrain/text/detail/short_words.h"
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

// Whether the word at `next` often opens a sentence. Before a full stop A and I are initials.
bool opens_sentence(std::string_view s, std::size_t next, std::string_view follower) {
  const std::size_t end = next + follower.size();
  const bool initial = end < s.size() && s[end] == '.' && char_at(s, next).next == end;
  return !initial && is_starter(follower);
}

bool opens_quote(std::string_view s, std::size_t at) {
  const std::string_view rest = s.substr(at);
  return rest.starts_with('"') || rest.starts_with("“"sv) || rest.starts_with("«"sv);
}

// Letters alone, at most two between full stops: bl.a, Ph.D, EE.UU.
bool is_dotted(std::string_view token) {
  std::uint32_t letters = 0;
  for (std::size_t i = 0; i < token.size();) {
    const CharAt at = char_at(token, i);
    letters = at.c == '.' ? 0 : letters + 1;
    if (letters > 2 || (at.c != '.' && (at.c < 0 || u_isalpha(at.c) == 0))) {
      return false;
    }
    i = at.next;
  }
  return true;
}

// Whether the full stop behind one letter belongs to it: J. Smith, U.S., e.g., a.m., 3 g.
bool abbreviates_letter(std::string_view s, std::string_view token, std::size_t next,
                        std::string_view follower) {
  if (token == "e.g"sv || token == "i.e"sv) {
    return true;
  }
  if (token == "a.m"sv || token == "p.m"sv) {
    return follower.empty() ? !opens_quote(s, next) : follows_hour(follower);
  }
  const auto at = static_cast<std::size_t>(token.data() - s.data());
  const CharAt letter = char_at(token, 0);
  const bool unit = at >= 2 && s[at - 1] == ' ' && is_digit(s[at - 2]);
  if (unit && letter.next == token.size() && u_islower(letter.c) != 0) {
    return (next < s.size() && is_digit(s[next])) || follower == "Chr"sv;
  }
  return !opens_sentence(s, next, follower);
}

} // namespace

bool abbreviates(std::string_view s, std::size_t begin, std::size_t stop, std::size_t next) {
  const std::string_view token = token_before(s, begin, stop);
  if (token.empty()) {
    return false;
  }
  const bool digits = std::all_of(token.begin(), token.end(), is_digit);
  const std::string_view follower = word_at(s, next);
  if (digits) {
    // A number that opens the sentence counts a list; 3. März is a German day. White space is
    // passed from the number back: from `begin` on, all of it would be passed for every number.
    const bool first = trim_space(s, begin, stop - token.size()) == begin;
    return token.size() <= 3 && (first || (token.size() <= 2 && follows_ordinal(follower)));
  }
  const std::size_t dot = token.rfind('.');
  const std::string_view last = dot == std::string_view::npos ? token : token.substr(dot + 1);
  if (last.empty()) {
    return false;
  }
  const CharAt letter = char_at(last, 0);
  if (letter.next == last.size() && u_isalpha(letter.c) != 0) {
    return abbreviates_letter(s, token, next, follower);
  }
  std::array<char, 32> buffer{};
  const std::string_view word = lower(last, buffer);
  const Short kind = short_word(word);
  const bool anywhere = kind == Short::kAnywhere ||
                        (kind == Short::kCapitalAnywhere && last[0] != word[0] &&
                         (last.size() > 2 || last[1] == word[1])); // MO. is no abbreviation
  if (dot != std::string_view::npos) {
    return (anywhere || is_dotted(token)) && !opens_sentence(s, next, follower);
  }
  switch (kind) {
  case Short::kBeforeAName:
    return true;
  case Short::kCapitalBeforeAName:
    return last[0] != word[0];
  case Short::kBeforeANumber:
    return next < s.size() && is_digit(s[next]);
  default:
    break;
  }
  if (anywhere) {
    return !opens_sentence(s, next, follower) && !opens_quote(s, next);
  }
  // Goethestr. 5
  return word.ends_with("str"sv) && last[0] != word[0] && next < s.size() && is_digit(s[next]);
}

namespace {

// A stop with no space behind it: "in the region.China has": scraped text loses spaces.
bool lost_space(std::string_view s, std::size_t begin, std::size_t stop, std::size_t next) {
  const std::string_view token = token_before(s, begin, stop);
  const std::string_view follower = word_at(s, next);
  const bool behind_word = token.size() >= 3 && token.find('.') == std::string_view::npos &&
                           token.back() >= 'a' && token.back() <= 'z';
  const bool before_word = (follower.size() >= 3 || is_starter(follower)) && follower[0] >= 'A' &&
                           follower[0] <= 'Z' &&
                           (follower.size() == 1 || (follower[1] >= 'a' && follower[1] <= 'z'));
  const std::size_t end = next + follower.size();
  return behind_word && before_word && end < s.size() && is_ascii_space(s[end]);
}

// Whether the stop and `end` close a bracket around one short thing: (R-Pa.)
bool closes_short_bracket(std::string_view s, std::size_t stop, std::size_t end) {
  constexpr std::size_t kLongest = 12;
  if (end != stop + 2 || s[stop + 1] != ')') {
    return false;
  }
  const std::size_t first = stop - std::min(stop, kLongest);
  const std::size_t open = s.substr(first, stop - first).find_last_of("( "sv);
  return open != std::string_view::npos && s[first + open] == '(';
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
  const bool alone = end == at.next || closes_short_bracket(s, stop, end);
  if (kind == Stop::kPeriod && !run && alone && abbreviates(s, begin, stop, next)) {
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

LineEnd line_end(std::string_view line) {
  while (!line.empty()) {
    std::size_t at = line.size() - 1;
    while (at > 0 && line.size() - at < U8_MAX_LENGTH && U8_IS_TRAIL(line[at])) {
      --at;
    }
    const UChar32 c = char_at(line, at).c;
    if (stop_of(c) != Stop::kNone) {
      return LineEnd::kStop;
    }
    switch (c) {
    case ':':
    case ';':
    case 0xFF1A:
    case 0xFF1B:
      return LineEnd::kColon;
    case ',':
    case '-':
    case 0x2013:
    case 0x2014:
    case 0x060C: // Arabic comma
    case 0x3001:
    case 0xFF0C:
      return LineEnd::kPause;
    case '*':
    case '_':
    case 0x00AB: // what opens elsewhere closes in German
    case 0x201C:
      break;
    default:
      if (!closes(c)) {
        return LineEnd::kOpen;
      }
    }
    line = line.substr(0, at);
  }
  return LineEnd::kOpen;
}

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
