#pragma once
/// @file
/// The text of subtitles (SubRip, WebVTT, SBV): what is said, without numbers, times, styles and
/// comments. Used by the reader of subtitles.
///
///     const SubtitleText spoken = extract_subtitles(utf8, {});
///
/// Cues (subtitle_cues.h) are joined into paragraphs, which end at a pause, at a change of the
/// speaker, and at the end of a sentence once they are long. A cue is an element, named by the time
/// when it begins: "00:01:23.400". What is shown twice because captions roll is there once. A cue
/// of nothing but a sound in brackets is furniture. A voice that WebVTT names stands before what it
/// says, as "Name:".

#include "refrain/ingest/detail/html_text.h"
#include "refrain/text/document.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace refrain::detail {

struct SubtitleText {
  std::string text;
  std::vector<TextMark> marks;
  ElementList elements;
  std::string title;    ///< of the header of WebVTT
  std::string language; ///< likewise
  std::string speaker;  ///< the voice, where there is one only
  std::uint64_t furniture_bytes = 0;
  bool any_cue = false; ///< false: these are no subtitles, and `text` is empty
};

/// O(n).
/// @param utf8  valid UTF-8
[[nodiscard]] SubtitleText extract_subtitles(std::string_view utf8, const HtmlOptions& options);

} // namespace refrain::detail
