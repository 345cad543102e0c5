#include "refrain/ingest/detail/subtitle_text.h"

#include "refrain/core/ascii.h"
#include "refrain/ingest/detail/marked_text.h"
#include "refrain/ingest/detail/subtitle_cues.h"

#include <algorithm>
#include <array>
#include <utility>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

constexpr Milliseconds kPause = 2000;       ///< behind a sentence it ends a paragraph
constexpr Milliseconds kLongPause = 5000;   ///< ends a paragraph anywhere
constexpr Milliseconds kJoined = 100;       ///< between cues of which one takes over from the other
constexpr std::size_t kLongParagraph = 500; ///< bytes: the next sentence that ends, ends it

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

/// Puts the lines of cues together into paragraphs.
class Joiner {
public:
  explicit Joiner(const SubtitleCues& read) : read_(read) {}

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
    const CueLine& l = read_.lines[line];
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

  void add(const CueLine& line, const CueTimes& times) {
    std::string_view words =
        std::string_view(read_.words).substr(line.begin, line.end - line.begin);
    const bool whole = paragraph_ == kNoParagraph || ends_sentence(joined_.text);
    bool turn = line.turn;
    for (const std::string_view dash : {"-"sv, "–"sv, "—"sv}) {
      if (whole && words.starts_with(dash) && words.size() > dash.size()) {
        turn = true; // "- No. - Yes."
        words = trimmed_line(words.substr(dash.size()));
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

  const SubtitleCues& read_;
  MarkedText joined_;
  std::size_t block_ = 0;
  std::size_t paragraph_ = kNoParagraph; ///< where the open one begins
  bool sound_ = false;                   ///< it is a sound
  Milliseconds until_ = 0;               ///< the end of the last cue
};

} // namespace

SubtitleText extract_subtitles(std::string_view utf8, const HtmlOptions& options) {
  SubtitleCues read = read_cues(utf8);
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

} // namespace refrain::detail
