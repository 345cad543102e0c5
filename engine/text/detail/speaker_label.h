#pragma once
/// @file
/// What stands at the beginning of a line and says who speaks. Used by text/speakers.
///
///     const SpeakerLabel label = read_speaker_label("[00:12:03] SMITH (D-MA): We will build it.");
///     // name "SMITH", aside "D-MA", timed, speech at "We"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace refrain::detail {

struct SpeakerLabel {
  std::string_view name;  ///< as written, without titles and what is set off; empty: no label
  std::string_view aside; ///< what stands in brackets or behind a comma after the name
  std::size_t begin = 0;  ///< of the label and what is drawn or timed before it
  std::size_t speech = 0; ///< where what is said begins; the end of the line when it is below
  bool timed = false;     ///< with a time of day, as chats and transcripts write it
  bool round = false;     ///< that time is one of timetables, whose minutes end with 0 or 5
  bool capitals = false;  ///< the name is written in capitals
  std::uint32_t words = 0;
};

/// @param line  without its line feed, valid UTF-8
[[nodiscard]] SpeakerLabel read_speaker_label(std::string_view line);

} // namespace refrain::detail
