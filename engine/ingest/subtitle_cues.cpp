#include "refrain/ingest/detail/subtitle_cues.h"

#include "refrain/core/ascii.h"
#include "refrain/ingest/detail/character_reference.h"
#include "refrain/text/metadata.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;
using ascii::is_digit;

constexpr std::size_t kLongestName = 40; ///< bytes of a speaker in front of what is said

/// Takes the next line, without its end, off `rest`.
std::string_view next_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return trimmed_line(line);
}

/// Takes "1:02:03,450" or "02:03.450" off `rest`.
std::optional<Milliseconds> take_time(std::string_view& rest) {
  constexpr std::size_t kMostDigits = 6;
  const auto number = [&](std::size_t& digits) {
    Milliseconds value = 0;
    for (digits = 0; digits < rest.size() && digits < kMostDigits && is_digit(rest[digits]);
         ++digits) {
      value = value * 10 + (rest[digits] - '0');
    }
    rest.remove_prefix(digits);
    return value;
  };
  std::size_t digits = 0;
  Milliseconds seconds = number(digits);
  int colons = 0;
  for (; digits > 0 && rest.starts_with(':') && colons < 2; ++colons) {
    rest.remove_prefix(1);
    seconds = seconds * 60 + number(digits);
  }
  if (digits == 0 || colons == 0) {
    return std::nullopt;
  }
  Milliseconds fraction = 0;
  if (rest.starts_with('.') || rest.starts_with(',')) {
    std::string_view behind = rest.substr(1);
    if (!behind.empty() && is_digit(behind[0])) {
      rest = behind;
      fraction = number(digits);
      for (; digits < 3; ++digits) {
        fraction *= 10;
      }
      for (; digits > 3; --digits) {
        fraction /= 10;
      }
    }
  }
  return seconds * 1000 + fraction;
}

/// The times of a line that begins a cue: "00:01.000 --> 00:02.000 align:start", or as SBV has it
/// "0:00:01.000,0:00:02.000".
std::optional<CueTimes> times_of(std::string_view line) {
  const std::optional<Milliseconds> begin = take_time(line);
  if (!begin) {
    return std::nullopt;
  }
  const bool sbv = line.starts_with(',');
  line = trimmed_line(line.substr(sbv ? 1 : 0));
  if (!sbv) {
    if (!line.starts_with("-->")) {
      return std::nullopt;
    }
    line = trimmed_line(line.substr(3));
  }
  const std::optional<Milliseconds> end = take_time(line);
  if (!end || (!line.empty() && (sbv || (line[0] != ' ' && line[0] != '\t')))) {
    return std::nullopt;
  }
  return CueTimes{*begin, *end};
}

bool is_number(std::string_view line) {
  return !line.empty() && std::all_of(line.begin(), line.end(), is_digit);
}

bool begins_web_vtt(std::string_view text) {
  constexpr std::string_view kName = "WEBVTT";
  return text.starts_with(kName) &&
         (text.size() == kName.size() || static_cast<unsigned char>(text[kName.size()]) <= ' ');
}

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return text.substr(text.starts_with(kMark) ? kMark.size() : 0);
}

/// "MAYOR QUILL: We ...", in capitals.
bool names_speaker(std::string_view line) {
  const std::size_t colon = line.substr(0, kLongestName + 1).find(':');
  if (colon == line.npos || (colon + 1 < line.size() && line[colon + 1] != ' ')) {
    return false;
  }
  const std::string_view name = line.substr(0, colon);
  return std::any_of(name.begin(), name.end(), ascii::is_capital) &&
         std::none_of(name.begin(), name.end(),
                      [](char c) { return ascii::is_small(c) || is_digit(c); });
}

/// Takes a file apart into cues.
class CueReader {
public:
  SubtitleCues read(std::string_view text) {
    text = without_mark(text);
    const bool web_vtt = begins_web_vtt(text);
    if (web_vtt) {
      read_header(text);
    }
    bool block_begins = true;
    std::string_view rest = text;
    std::string_view line = next_line(rest);
    std::optional<CueTimes> times = times_of(line);
    while (true) {
      const bool last = rest.empty();
      const std::string_view next = next_line(rest);
      const std::optional<CueTimes> next_times = times_of(next);
      if (times) {
        read_.cues.push_back({*times, read_.lines.size()});
        read_.any_cue = true;
      } else if (line.empty()) {
        block_begins = true;
      } else if (next_times && (block_begins || is_number(line))) {
        // The number or name of the cue that follows.
      } else if (web_vtt && block_begins && begins_comment(line)) {
        in_comment_ = true;
      } else if (!in_comment_) {
        add_line(line);
      }
      in_comment_ = in_comment_ && !line.empty() && !times;
      block_begins = line.empty();
      if (last) {
        break;
      }
      line = next;
      times = next_times;
    }
    read_.cues.push_back({{}, read_.lines.size()}); // the end of the last
    return std::move(read_);
  }

private:
  void read_header(std::string_view& text) {
    constexpr std::string_view kSeparators = "- \t";
    constexpr std::string_view kLanguage = "Language:";
    const std::string_view first = next_line(text).substr("WEBVTT"sv.size());
    read_.title = first.substr(std::min(first.find_first_not_of(kSeparators), first.size()));
    while (!text.empty()) {
      std::string_view rest = text;
      const std::string_view line = next_line(rest);
      if (line.empty() || times_of(line)) {
        return;
      }
      if (line.starts_with(kLanguage)) {
        read_.language = language_tag(trimmed_line(line.substr(kLanguage.size())));
      }
      text = rest;
    }
  }

  static bool begins_comment(std::string_view line) {
    for (const std::string_view word : {"NOTE"sv, "STYLE"sv, "REGION"sv}) {
      if (line.starts_with(word) &&
          (line.size() == word.size() || line[word.size()] == ' ' || line[word.size()] == '\t')) {
        return true;
      }
    }
    return false;
  }

  void add_line(std::string_view line) {
    if (read_.cues.empty()) {
      read_.cues.push_back({{}, read_.lines.size()}); // text before the first
    }
    CueLine added{read_.words.size(), 0, false};
    for (; line.starts_with('>') || (added.turn && line.starts_with(' ')); line.remove_prefix(1)) {
      added.turn = true; // ">> And how?"
    }
    while (!line.empty()) {
      const std::size_t special = std::min(line.find_first_of("<{&"), line.size());
      read_.words += line.substr(0, special);
      line.remove_prefix(special);
      if (!line.empty()) {
        line.remove_prefix(add_special(line, added));
      }
    }
    const std::string_view added_words =
        trimmed_line(std::string_view(read_.words).substr(added.begin));
    added.begin = static_cast<std::size_t>(added_words.data() - read_.words.data());
    added.end = added.begin + added_words.size();
    if (added_words.empty()) {
      turn_ = turn_ || added.turn;
      return;
    }
    added.turn = added.turn || turn_ || names_speaker(added_words);
    turn_ = false;
    read_.lines.push_back(added);
  }

  /// Adds what a tag, a style or a reference at the beginning of `line` stands for.
  /// @return its bytes
  std::size_t add_special(std::string_view line, CueLine& added) {
    if (line[0] == '&') {
      constexpr std::size_t kLongestReference = 12;
      const std::size_t end = line.substr(0, kLongestReference).find(';');
      if (end != line.npos && end > 1) {
        append_reference(line.substr(0, end + 1), read_.words);
        return end + 1;
      }
    } else if (line[0] == '{') {
      const std::size_t end = line.find('}');
      if (line.starts_with("{\\") && end != line.npos) {
        return end + 1;
      }
    } else if (line.size() > 1 &&
               (line[1] == '/' || is_digit(line[1]) || (line[1] | 0x20) >= 'a') &&
               (line[1] | 0x20) <= 'z') {
      const std::size_t end = line.find('>');
      if (end != line.npos) {
        hear(line.substr(1, end - 1), added);
        return end + 1;
      }
    }
    read_.words += line[0];
    return 1;
  }

  /// "v.loud Ada Quill" begins what that voice says.
  void hear(std::string_view tag, CueLine& added) {
    const std::size_t space = std::min(tag.find_first_of(" \t"), tag.size());
    const std::string_view name = trimmed_line(tag.substr(space));
    if (tag[0] != 'v' || (space > 1 && tag[1] != '.') || name.empty()) {
      return;
    }
    if (name == voice_) {
      return;
    }
    read_.many_speakers = read_.many_speakers || (!voice_.empty() && name != read_.speaker);
    voice_ = name;
    read_.speaker = read_.speaker.empty() ? voice_ : read_.speaker;
    added.turn = true;
    read_.words += voice_;
    read_.words += ": ";
  }

  SubtitleCues read_;
  bool in_comment_ = false;
  bool turn_ = false; ///< the next line is of another speaker
  std::string voice_;
};

} // namespace

std::string_view trimmed_line(std::string_view line) {
  constexpr std::string_view kBlank = " \t\r\v\f";
  const std::size_t begin = std::min(line.find_first_not_of(kBlank), line.size());
  line.remove_prefix(begin);
  return line.substr(0, line.find_last_not_of(kBlank) + 1);
}

SubtitleCues read_cues(std::string_view utf8) {
  return CueReader().read(utf8);
}

bool begins_subtitles(std::string_view head) {
  head = without_mark(head);
  if (begins_web_vtt(head)) {
    return true;
  }
  std::string_view line;
  while (line.empty() && !head.empty()) {
    line = next_line(head);
  }
  if (is_number(line)) {
    line = next_line(head);
  }
  return line.find("-->") != line.npos && times_of(line); // two times alone may be of a table
}

} // namespace refrain::detail
