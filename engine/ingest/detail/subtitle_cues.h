#pragma once
/// @file
/// The cues of subtitles (SubRip, WebVTT, SBV): when each begins and ends and which lines it shows,
/// without numbers, styles and comments. Used where their lines are joined to a text.
///
///     const SubtitleCues cues = read_cues(utf8);

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace refrain::detail {

using Milliseconds = std::int64_t;

struct CueTimes {
  Milliseconds begin = 0;
  Milliseconds end = 0;
};

/// A line that a cue shows, in the words of all cues; never empty.
struct CueLine {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool turn = false; ///< another speaker begins
};

struct Cue {
  CueTimes times;
  std::size_t first_line = 0;
};

struct SubtitleCues {
  std::string words; ///< of all lines
  std::vector<CueLine> lines;
  std::vector<Cue> cues; ///< and one more, which begins behind the last line
  std::string title;     ///< of the header of WebVTT
  std::string language;  ///< likewise
  std::string speaker;   ///< the first voice that WebVTT names
  bool many_speakers = false;
  bool any_cue = false; ///< false: these are no subtitles
};

/// O(n).
/// @param utf8  valid UTF-8
[[nodiscard]] SubtitleCues read_cues(std::string_view utf8);

/// Whether a file that begins so is one of subtitles.
[[nodiscard]] bool begins_subtitles(std::string_view head);

/// A line without the white space at its ends.
[[nodiscard]] std::string_view trimmed_line(std::string_view line);

} // namespace refrain::detail
