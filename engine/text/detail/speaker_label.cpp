#include "refrain/text/detail/speaker_label.h"

#include "refrain/core/ascii.h"
#include "refrain/text/detail/space.h"
#include "refrain/text/detail/speaker_words.h"

#include <algorithm>
#include <array>
#include <optional>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kLongestName = 100; ///< bytes
constexpr std::uint32_t kMostWords = 6;
constexpr std::size_t kLongestAside = 80;
constexpr auto kWideColon = "\uFF1A"sv;

/// Words that may stand small in a name.
constexpr std::array kParticles = {"de"sv,  "del"sv, "della"sv, "der"sv, "den"sv, "di"sv, "da"sv,
                                   "do"sv,  "dos"sv, "du"sv,    "des"sv, "la"sv,  "le"sv, "van"sv,
                                   "von"sv, "zu"sv,  "ten"sv,   "ter"sv, "af"sv,  "av"sv, "al"sv,
                                   "el"sv,  "bin"sv, "ibn"sv,   "of"sv,  "y"sv,   "e"sv,  "the"sv};

template <std::size_t Size>
bool holds(const std::array<std::string_view, Size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
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

/// The word at `at` and the place behind it and the blanks that follow.
std::string_view word_at(std::string_view name, std::size_t at, std::size_t& next) {
  const std::size_t end = std::min(name.find(' ', at), name.size());
  next = skip_space(name, end);
  return name.substr(at, end - at);
}

/// Past what is drawn before a label: list marks, quotation of mails, chevrons, stress.
std::size_t skip_drawing(std::string_view line, std::size_t at) {
  while (at < line.size()) {
    if (is_ascii_space(line[at]) || "*_>#-"sv.find(line[at]) != std::string_view::npos) {
      ++at;
    } else if (line.substr(at).starts_with("\u2013") || line.substr(at).starts_with("\u2022")) {
      at += 3;
    } else {
      break;
    }
  }
  return at;
}

std::size_t skip_stress(std::string_view line, std::size_t at) {
  while (at < line.size() && (line[at] == '*' || line[at] == '_')) {
    ++at;
  }
  return at;
}

/// Past the digits, marks and words of a time, as 12/03/2021, 10:15:32 PM; `at` when none is there.
std::size_t skip_clock(std::string_view line, std::size_t at) {
  std::size_t end = at;
  bool colon = false;
  while (end < line.size()) {
    const char c = line[end];
    const bool mark = ":./-, T"sv.find(c) != std::string_view::npos;
    if (mark && c == ':' && end > at && ascii::is_digit(line[end - 1]) && end + 1 < line.size() &&
        ascii::is_digit(line[end + 1])) {
      colon = true;
    } else if (!ascii::is_digit(c) && (!mark || c == ':')) {
      break;
    }
    ++end;
  }
  if (!colon) {
    return at;
  }
  while (end > at && !ascii::is_digit(line[end - 1])) {
    --end; // what belongs to the text behind it
  }
  const std::string_view rest = line.substr(end);
  const std::size_t blank = rest.starts_with(" ") ? 1 : rest.starts_with("\u202F") ? 3 : 0;
  const std::string half = ascii::small(rest.substr(blank, 2));
  return half == "am" || half == "pm" ? end + blank + 2 : end;
}

/// Past a time and its brackets and the dash behind it; `at` when none is there.
std::size_t skip_time(std::string_view line, std::size_t at) {
  const bool bracket = at < line.size() && (line[at] == '[' || line[at] == '(');
  std::size_t end = skip_clock(line, at + (bracket ? 1 : 0));
  if (end == at + (bracket ? 1 : 0)) {
    return at;
  }
  if (bracket) {
    if (end >= line.size() || (line[end] != ']' && line[end] != ')')) {
      return at;
    }
    ++end;
  }
  end = skip_space(line, end);
  for (const std::string_view dash : {"-"sv, "\u2013"sv, "\u2014"sv}) {
    if (line.substr(end).starts_with(dash)) {
      end = skip_space(line, end + dash.size());
    }
  }
  return end;
}

bool is_time(std::string_view text) {
  const std::size_t end = skip_clock(text, 0);
  return end != 0 && skip_space(text, end) == text.size();
}

struct Shape {
  std::uint32_t words = 0;
  bool name = false; ///< written as one
  bool capitals = false;
};

Shape shape_of(std::string_view name) {
  Shape shape;
  std::uint32_t capitals = 0;
  std::uint32_t smalls = 0;
  for (std::size_t at = 0; at < name.size();) {
    std::size_t next = 0;
    const std::string_view word = word_at(name, at, next);
    const bool number = std::all_of(word.begin(), word.end(), ascii::is_digit);
    const bool particle = holds(kParticles, word);
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

/// Takes what is set off behind a name: (D-MA), [10:15], ", host of the show".
void part_aside(SpeakerLabel& label) {
  std::string_view name = label.name;
  const std::size_t open = name.find_first_of("([");
  if (open != std::string_view::npos && open > 0) {
    const char close = name[open] == '(' ? ')' : ']';
    const std::size_t end = name.find(close, open);
    if (end == std::string_view::npos) {
      label.name = {};
      return;
    }
    label.aside = name.substr(open + 1, end - open - 1);
    label.timed = label.timed || is_time(label.aside);
    name = name.substr(0, open);
  }
  if (const std::size_t comma = name.find(','); comma != std::string_view::npos && comma > 0) {
    label.aside = label.aside.empty() ? name.substr(comma + 1) : label.aside;
    name = name.substr(0, comma);
  }
  label.aside = ascii::trimmed(label.aside, " \t*_");
  label.name = ascii::trimmed(name, " \t*_");
}

/// "Mr. SMITH of Texas. I rise", "The PRESIDING OFFICER. Without": as parliaments print it.
std::optional<SpeakerLabel> read_printed(std::string_view line, std::size_t at) {
  std::size_t next = 0;
  const std::string_view title = word_at(line, at, next);
  constexpr std::array kPrinted = {"Mr."sv, "Mrs."sv, "Ms."sv, "Miss"sv, "Dr."sv, "The"sv};
  if (!holds(kPrinted, title)) {
    return std::nullopt;
  }
  const std::size_t begin = next;
  std::size_t end = begin;
  bool capitals = true;
  bool of = false;
  while (end < line.size() && end - begin < kLongestName) {
    const std::string_view word = word_at(line, end, next);
    const bool stop = word.ends_with('.') && word.size() > 2;
    const std::string_view bare = stop ? word.substr(0, word.size() - 1) : word;
    of = of || bare == "of";
    const Shape shape = shape_of(bare);
    capitals = capitals && (of || shape.capitals);
    if (!capitals || !shape.name) {
      return std::nullopt;
    }
    end += word.size();
    if (stop) {
      SpeakerLabel label;
      label.begin = skip_space(line, 0);
      label.name =
          line.substr(title == "The" ? at : begin, end - 1 - (title == "The" ? at : begin));
      label.speech = next;
      label.capitals = true;
      label.words = shape_of(label.name).words;
      return label;
    }
    end = next;
  }
  return std::nullopt;
}

/// "<nick> text", as in the logs of chats.
bool read_nick(std::string_view line, std::size_t at, SpeakerLabel& label) {
  const std::size_t end = line.substr(at).starts_with('<') ? line.find('>', at) : line.npos;
  if (end == std::string_view::npos || end - at > kLongestName || end == at + 1) {
    return false;
  }
  const std::string_view name = ascii::trimmed(line.substr(at + 1, end - at - 1), " \t@+%~&");
  if (name.empty()) {
    return false;
  }
  label.name = name;
  label.speech = skip_space(line, end + 1);
  label.words = 1;
  return true;
}

} // namespace

std::string all_small(std::string_view name) {
  std::string result;
  for (std::size_t at = 0; at < name.size();) {
    append(result, u_tolower(char_at(name, at, at)));
  }
  return result;
}

bool is_written_as_name(std::string_view name) {
  return shape_of(name).name;
}

bool is_title(std::string_view word) {
  return is_title_word(plain(word));
}

std::string_view without_titles(std::string_view name) {
  std::string_view rest = name;
  while (!rest.empty()) {
    std::size_t next = 0;
    if (!is_title(word_at(rest, 0, next))) {
      return rest;
    }
    rest = rest.substr(next);
  }
  return name;
}

std::string in_small_letters(std::string_view name) {
  std::string result;
  bool begins = true;
  for (std::size_t at = 0; at < name.size();) {
    std::size_t next = 0;
    const std::string_view word = word_at(name, at, next);
    if (holds(kParticles, word)) {
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
  return is_field_word(without_number(name));
}

SpeakerLabel read_speaker_label(std::string_view line) {
  const std::size_t begin = skip_drawing(line, 0);
  const std::size_t name_at = skip_time(line, begin);
  const std::size_t at = skip_stress(line, name_at);
  SpeakerLabel label;
  label.begin = skip_space(line, 0);
  label.timed = name_at > begin;
  if (label.timed && read_nick(line, at, label)) { // else it may be a tag
    return label;
  }
  if (const auto printed = read_printed(line, at); printed.has_value()) {
    return *printed;
  }
  const std::string_view head = line.substr(at, kLongestName + kLongestAside);
  std::size_t end = std::string_view::npos;
  std::size_t behind = 0;
  char bracket = 0;
  for (std::size_t i = 0; i < head.size() && end == std::string_view::npos; ++i) {
    const char c = head[i];
    bracket = c == '(' || c == '[' ? c : c == ')' || c == ']' ? 0 : bracket;
    const std::size_t colon = c == ':' ? 1 : head.substr(i).starts_with(kWideColon) ? 3 : 0;
    if (colon != 0 && bracket == 0) {
      const std::size_t after = skip_stress(line, at + i + colon);
      if (colon == 3 || after >= line.size() || is_ascii_space(line[after])) {
        end = i;
        behind = after;
      } else if (!ascii::is_digit(line[after])) {
        return {};
      }
    }
  }
  if (end != std::string_view::npos) {
    label.name = ascii::trimmed(head.substr(0, end), " \t*_");
    label.speech = skip_space(line, behind);
  } else if (const std::size_t digit = head.find_first_of("0123456789");
             digit != std::string_view::npos && digit > 0 && head.size() == line.size() - at &&
             is_time(head.substr(digit))) {
    label.name = ascii::trimmed(head.substr(0, digit), " \t*_([-"); // "Anna Smith  0:15"
    label.speech = line.size();
    label.timed = true;
  } else {
    return {};
  }
  const bool chat = label.timed && name_at > begin; // where names are what people call themselves
  if (!chat) {
    part_aside(label);
  }
  const Shape shape = shape_of(label.name);
  if (label.name.size() > kLongestName || (!shape.name && !chat)) {
    label.name = {};
    return label;
  }
  label.capitals = shape.capitals;
  label.words = shape.words;
  label.name = without_titles(label.name);
  return label;
}

} // namespace refrain::detail
