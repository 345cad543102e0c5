#include "refrain/ingest/detail/subtitle_text.h"

#include "refrain/core/ascii.h"
#include "refrain/ingest/detail/character_reference.h"
#include "refrain/ingest/detail/marked_text.h"
#include "refrain/text/metadata.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;
using ascii::is_digit;

using Milliseconds = std::int64_t;

constexpr Milliseconds kPause = 2000;       ///< behind a sentence it ends a paragraph
constexpr Milliseconds kLongPause = 5000;   ///< ends a paragraph anywhere
constexpr Milliseconds kJoined = 100;       ///< between cues of which one takes over from the other
constexpr std::size_t kLongParagraph = 500; ///< bytes: the next sentence that ends, ends it
constexpr std::size_t kLongestName = 40;    ///< bytes of a speaker in front of what is said

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\v\f";
  const std::size_t begin = std::min(text.find_first_not_of(kBlank), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(kBlank) + 1);
}

/// Takes the next line, without its end, off `rest`.
std::string_view next_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return trimmed(line);
}

struct Times {
  Milliseconds begin = 0;
  Milliseconds end = 0;
};

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
std::optional<Times> times_of(std::string_view line) {
  const std::optional<Milliseconds> begin = take_time(line);
  if (!begin) {
    return std::nullopt;
  }
  const bool sbv = line.starts_with(',');
  line = trimmed(line.substr(sbv ? 1 : 0));
  if (!sbv) {
    if (!line.starts_with("-->")) {
      return std::nullopt;
    }
    line = trimmed(line.substr(3));
  }
  const std::optional<Milliseconds> end = take_time(line);
  if (!end || (!line.empty() && (sbv || (line[0] != ' ' && line[0] != '\t')))) {
    return std::nullopt;
  }
  return Times{*begin, *end};
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

std::string name_of(Milliseconds time) {
  const auto padded = [](Milliseconds value, std::size_t digits) {
    std::string text = std::to_string(value);
    return std::string(digits - std::min(digits, text.size()), '0') + text;
  };
  return padded(time / 3'600'000, 2) + ':' + padded(time / 60'000 % 60, 2) + ':' +
         padded(time / 1000 % 60, 2) + '.' + padded(time % 1000, 3);
}

bool ends_sentence(std::string_view text) {
  constexpr std::array kClosing{"\""sv, "'"sv, ")"sv, "]"sv, "”"sv, "’"sv, "»"sv, "」"sv, "』"sv};
  constexpr std::array kEnds{"."sv,  "!"sv, "?"sv, "…"sv, "。"sv, "！"sv,
                             "？"sv, "؟"sv, "۔"sv, "।"sv, "։"sv,  "♪"sv};
  const auto take = [&](const auto& of) {
    return std::find_if(of.begin(), of.end(), [&](auto end) { return text.ends_with(end); });
  };
  for (auto closing = take(kClosing); closing != kClosing.end(); closing = take(kClosing)) {
    text.remove_suffix(closing->size());
  }
  return take(kEnds) != kEnds.end();
}

/// "[Applause]", "(door slams)".
bool is_sound(std::string_view line) {
  return line.size() > 2 && ((line.front() == '[' && line.find(']') == line.size() - 1) ||
                             (line.front() == '(' && line.find(')') == line.size() - 1));
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

/// A line that a cue shows, in the words of all cues.
struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool turn = false; ///< another speaker begins
};

struct Cue {
  Times times;
  std::size_t first_line = 0;
};

/// Takes a file apart into cues.
class CueReader {
public:
  void read(std::string_view text) {
    text = without_mark(text);
    const bool web_vtt = begins_web_vtt(text);
    if (web_vtt) {
      read_header(text);
    }
    bool block_begins = true;
    std::string_view rest = text;
    std::string_view line = next_line(rest);
    std::optional<Times> times = times_of(line);
    while (true) {
      const bool last = rest.empty();
      const std::string_view next = next_line(rest);
      const std::optional<Times> next_times = times_of(next);
      if (times) {
        cues.push_back({*times, lines.size()});
        any_cue = true;
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
    cues.push_back({{}, lines.size()}); // the end of the last
  }

  std::string words; ///< of all lines
  std::vector<Line> lines;
  std::vector<Cue> cues;
  std::string title;
  std::string language;
  std::string speaker; ///< the first
  bool many_speakers = false;
  bool any_cue = false;

private:
  void read_header(std::string_view& text) {
    constexpr std::string_view kSeparators = "- \t";
    constexpr std::string_view kLanguage = "Language:";
    const std::string_view first = next_line(text).substr("WEBVTT"sv.size());
    title = first.substr(std::min(first.find_first_not_of(kSeparators), first.size()));
    while (!text.empty()) {
      std::string_view rest = text;
      const std::string_view line = next_line(rest);
      if (line.empty() || times_of(line)) {
        return;
      }
      if (line.starts_with(kLanguage)) {
        language = language_tag(trimmed(line.substr(kLanguage.size())));
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
    if (cues.empty()) {
      cues.push_back({{}, lines.size()}); // text before the first
    }
    Line added{words.size(), 0, false};
    for (; line.starts_with('>') || (added.turn && line.starts_with(' ')); line.remove_prefix(1)) {
      added.turn = true; // ">> And how?"
    }
    while (!line.empty()) {
      const std::size_t special = std::min(line.find_first_of("<{&"), line.size());
      words += line.substr(0, special);
      line.remove_prefix(special);
      if (!line.empty()) {
        line.remove_prefix(add_special(line, added));
      }
    }
    const std::string_view added_words = trimmed(std::string_view(words).substr(added.begin));
    added.begin = static_cast<std::size_t>(added_words.data() - words.data());
    added.end = added.begin + added_words.size();
    if (added_words.empty()) {
      turn_ = turn_ || added.turn;
      return;
    }
    added.turn = added.turn || turn_ || names_speaker(added_words);
    turn_ = false;
    lines.push_back(added);
  }

  /// Adds what a tag, a style or a reference at the beginning of `line` stands for.
  /// @return its bytes
  std::size_t add_special(std::string_view line, Line& added) {
    if (line[0] == '&') {
      constexpr std::size_t kLongestReference = 12;
      const std::size_t end = line.substr(0, kLongestReference).find(';');
      if (end != line.npos && end > 1) {
        append_reference(line.substr(0, end + 1), words);
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
    words += line[0];
    return 1;
  }

  /// "v.loud Ada Quill" begins what that voice says.
  void hear(std::string_view tag, Line& added) {
    const std::size_t space = std::min(tag.find_first_of(" \t"), tag.size());
    const std::string_view name = trimmed(tag.substr(space));
    if (tag[0] != 'v' || (space > 1 && tag[1] != '.') || name.empty()) {
      return;
    }
    if (name == voice_) {
      return;
    }
    many_speakers = many_speakers || (!voice_.empty() && name != speaker);
    voice_ = name;
    speaker = speaker.empty() ? voice_ : speaker;
    added.turn = true;
    words += voice_;
    words += ": ";
  }

  bool in_comment_ = false;
  bool turn_ = false; ///< the next line is of another speaker
  std::string voice_;
};

/// Puts the lines of cues together into paragraphs.
class Joiner {
public:
  explicit Joiner(const CueReader& read) : read_(read) {}

  MarkedText join() {
    const bool rolling = rolls();
    for (std::size_t c = 0; c + 1 < read_.cues.size(); ++c) {
      const Cue& cue = read_.cues[c];
      std::size_t first = cue.first_line;
      if (rolling && c > 0) {
        first += shown_before(c);
      }
      for (std::size_t l = first; l < lines_end(c); ++l) {
        add(read_.lines[l], cue.times);
      }
    }
    end_paragraph();
    return std::move(joined_);
  }

private:
  [[nodiscard]] std::size_t lines_end(std::size_t cue) const {
    return read_.cues[cue + 1].first_line;
  }
  [[nodiscard]] std::string_view words_of(std::size_t line) const {
    const Line& l = read_.lines[line];
    return std::string_view(read_.words).substr(l.begin, l.end - l.begin);
  }

  /// How many lines at the beginning of a cue are the last of the cue before it.
  [[nodiscard]] std::size_t shown_before(std::size_t cue) const {
    constexpr std::size_t kMostRolling = 4;
    const Cue& before = read_.cues[cue - 1];
    const Cue& now = read_.cues[cue];
    if (now.times.begin > before.times.end + kJoined) {
      return 0;
    }
    const std::size_t lines = std::min(
        {now.first_line - before.first_line, lines_end(cue) - now.first_line, kMostRolling});
    for (std::size_t n = lines; n > 0; --n) {
      std::size_t same = 0;
      while (same < n && words_of(now.first_line - n + same) == words_of(now.first_line + same)) {
        ++same;
      }
      if (same == n) {
        return n;
      }
    }
    return 0;
  }

  /// Captions that are made while somebody speaks show each line again when the next comes.
  [[nodiscard]] bool rolls() const {
    std::size_t again = 0;
    for (std::size_t c = 1; c + 1 < read_.cues.size(); ++c) {
      again += shown_before(c) > 0 ? 1 : 0;
    }
    return again * 3 >= read_.cues.size();
  }

  void add(const Line& line, const Times& times) {
    std::string_view words =
        std::string_view(read_.words).substr(line.begin, line.end - line.begin);
    const bool whole = paragraph_ == kNoParagraph || ends_sentence(joined_.text);
    bool turn = line.turn;
    for (const std::string_view dash : {"-"sv, "–"sv, "—"sv}) {
      if (whole && words.starts_with(dash) && words.size() > dash.size()) {
        turn = true; // "- No. - Yes."
        words = trimmed(words.substr(dash.size()));
        break;
      }
    }
    const bool sound = is_sound(words);
    const Milliseconds pause = times.begin - until_;
    if (turn || sound || sound_ || pause >= kLongPause ||
        (whole && (pause >= kPause || joined_.text.size() - paragraph_ >= kLongParagraph))) {
      end_paragraph();
    }
    if (paragraph_ == kNoParagraph) {
      block_ = joined_.begin_block();
      paragraph_ = joined_.text.size();
      sound_ = sound;
    } else if (!is_unspaced(words.front()) || !is_unspaced(last_lead())) {
      joined_.text += ' ';
    }
    joined_.elements.add(static_cast<std::uint32_t>(joined_.text.size()), name_of(times.begin));
    joined_.text += words;
    until_ = std::max(times.begin, times.end);
  }

  void end_paragraph() {
    if (paragraph_ == kNoParagraph) {
      return;
    }
    joined_.end_block(block_);
    if (sound_) {
      joined_.mark_furniture(paragraph_, joined_.text.size());
    }
    paragraph_ = kNoParagraph;
    sound_ = false;
  }

  /// The first byte of the last character.
  [[nodiscard]] char last_lead() const {
    std::size_t at = joined_.text.size() - 1;
    while (at > 0 && ascii::is_continuation(joined_.text[at])) {
      --at;
    }
    return joined_.text[at];
  }

  static constexpr std::size_t kNoParagraph = static_cast<std::size_t>(-1);

  const CueReader& read_;
  MarkedText joined_;
  std::size_t block_ = 0;
  std::size_t paragraph_ = kNoParagraph; ///< where the open one begins
  bool sound_ = false;                   ///< it is a sound
  Milliseconds until_ = 0;               ///< the end of the last cue
};

} // namespace

SubtitleText extract_subtitles(std::string_view utf8, const HtmlOptions& options) {
  CueReader read;
  read.read(utf8);
  SubtitleText result;
  result.any_cue = read.any_cue;
  if (!read.any_cue) {
    return result;
  }
  MarkedText joined = Joiner(read).join();
  result.furniture_bytes = joined.settle_furniture(options.keep_furniture, options.main_text_only);
  result.text = std::move(joined.text);
  result.marks = std::move(joined.marks);
  result.elements = std::move(joined.elements);
  result.title = std::move(read.title);
  result.language = std::move(read.language);
  if (!read.many_speakers) {
    result.speaker = std::move(read.speaker);
  }
  return result;
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
