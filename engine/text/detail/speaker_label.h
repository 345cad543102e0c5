#pragma once
/// @file
/// What stands at the beginning of a line and says who speaks. Used by text/speakers.
///
///     const SpeakerLabel label = read_speaker_label("[00:12:03] SMITH (D-MA): We will build it.");
///     // name "SMITH", aside "D-MA", timed, speech at "We"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace refrain::detail {

struct SpeakerLabel {
  std::string_view name;  ///< as written, without titles and what is set off; empty: no label
  std::string_view aside; ///< what stands in brackets or behind a comma after the name
  std::size_t begin = 0;  ///< of the label and what is drawn or timed before it
  std::size_t speech = 0; ///< where what is said begins; the end of the line when it is below
  bool timed = false;     ///< with a time of day, as chats and transcripts write it
  bool capitals = false;  ///< the name is written in capitals
  std::uint32_t words = 0;
};

/// @param line  without its line feed, valid UTF-8
[[nodiscard]] SpeakerLabel read_speaker_label(std::string_view line);

/// The name in small letters.
[[nodiscard]] std::string all_small(std::string_view name);

/// Whether it is written as a name of a person is: every word with a capital, or in a script that
/// has none, and no words but particles besides.
[[nodiscard]] bool is_written_as_name(std::string_view name);

/// Whether the word is one that stands before names: Mr., Senator.
[[nodiscard]] bool is_title(std::string_view word);

/// The name without titles before it: "Smith" of "Mr. Smith"; as it is where nothing else is left.
[[nodiscard]] std::string_view without_titles(std::string_view name);

/// "Smith", "McCain", "O'Neill" of "SMITH", "MCCAIN", "O'NEILL".
[[nodiscard]] std::string in_small_letters(std::string_view name);

/// A part that nobody's name is: Q, Moderator, Speaker 2, Audience member.
[[nodiscard]] bool is_part(std::string_view name);

/// What forms and lists put before a colon: Date, Phone, Pros, Step.
[[nodiscard]] bool is_field(std::string_view name);

} // namespace refrain::detail
