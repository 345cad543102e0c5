#pragma once
/// @file
/// What a name of a person looks like, and what stands in its place. Used by text/detail's
/// speaker_label and speaker_table.
///
///     in_small_letters(without_titles("Sen. O'NEILL"));  // "O'Neill"
///     is_part("Speaker 2");                              // true: nobody's name

#include "refrain/text/detail/space.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace refrain::detail {

/// How a name is written.
struct NameShape {
  std::uint32_t words = 0;
  bool name = false; ///< every word with a capital, or in a script that has none, but particles
  bool capitals = false;
};
[[nodiscard]] NameShape shape_of(std::string_view name);

[[nodiscard]] inline bool is_written_as_name(std::string_view name) {
  return shape_of(name).name;
}

/// The word at `at`; `next` is where the one behind it begins.
[[nodiscard]] inline std::string_view word_at(std::string_view name, std::size_t at,
                                              std::size_t& next) {
  const std::size_t end = std::min(name.find(' ', at), name.size());
  next = skip_space(name, end);
  return name.substr(at, end - at);
}

/// The name in small letters.
[[nodiscard]] std::string all_small(std::string_view name);

/// Whether the word is one that stands before names: Mr., Senator.
[[nodiscard]] bool is_title(std::string_view word);

/// The name without titles before it: "Smith" of "Mr. Smith"; as it is where nothing else is left.
[[nodiscard]] std::string_view without_titles(std::string_view name);

/// "Smith", "McCain", "O'Neill" of "SMITH", "MCCAIN", "O'NEILL".
[[nodiscard]] std::string in_small_letters(std::string_view name);

/// A part that nobody's name is: Q, Moderator, Speaker 2, Audience member.
[[nodiscard]] bool is_part(std::string_view name);

/// What forms, lists and logs put before a colon: Date, Pros, Step 2, My Mood, INFO Server.
[[nodiscard]] bool is_field(std::string_view name);

} // namespace refrain::detail
