#include "refrain/text/detail/speaker_label.h"

#include "refrain/core/ascii.h"
#include "refrain/text/detail/space.h"
#include "refrain/text/detail/speaker_name.h"

#include <algorithm>
#include <array>
#include <optional>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kLongestName = 100; ///< bytes
constexpr std::size_t kLongestAside = 80;
constexpr auto kWideColon = "\uFF1A"sv;

template <std::size_t Size>
bool holds(const std::array<std::string_view, Size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
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

/// Whether the last digit is one of those that the minutes of timetables end with.
bool is_round(std::string_view time) {
  const std::size_t digit = time.find_last_of("0123456789");
  return digit != std::string_view::npos && (time[digit] == '0' || time[digit] == '5');
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
    if (is_time(label.aside)) {
      label.timed = true;
      label.round = is_round(label.aside);
    }
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
    const NameShape shape = shape_of(bare);
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

SpeakerLabel read_speaker_label(std::string_view line) {
  const std::size_t begin = skip_drawing(line, 0);
  const std::size_t name_at = skip_time(line, begin);
  const std::size_t at = skip_stress(line, name_at);
  SpeakerLabel label;
  label.begin = skip_space(line, 0);
  label.timed = name_at > begin;
  label.round = is_round(line.substr(begin, name_at - begin));
  if (label.timed && read_nick(line, at, label)) { // else it may be a tag
    return label;
  }
  if (const auto printed = read_printed(line, at); printed.has_value()) {
    return *printed;
  }
  const std::string_view head = line.substr(at, kLongestName + kLongestAside);
  if (head.find(':') == std::string_view::npos && head.find(kWideColon) == std::string_view::npos) {
    return {}; // most lines; a time has a colon, too
  }
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
    label.round = is_round(head);
  } else {
    return {};
  }
  const bool chat = label.timed && name_at > begin; // where names are what people call themselves
  if (!chat) {
    part_aside(label);
  }
  const NameShape shape = shape_of(label.name);
  // Nobody is called as logs call their parts: root - INFO - Reader, [main/WARN], a=b.
  const bool log = chat && (label.name.find_first_of("[]{}=/\"") != std::string_view::npos ||
                            label.name.find(" - ") != std::string_view::npos);
  if (label.name.size() > kLongestName || log || (!shape.name && !chat)) {
    label.name = {};
    return label;
  }
  label.words = shape.words;
  label.name = without_titles(label.name);
  label.capitals = shape_of(label.name).capitals; // Sen. SMITH
  return label;
}

} // namespace refrain::detail
