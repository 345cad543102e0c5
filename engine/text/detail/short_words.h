#pragma once
/// @file
/// Words that decide whether a full stop ends a sentence. For sentence_end.h.

#include <cstdint>
#include <string_view>

namespace refrain::detail {

/// How a word is read that a full stop follows.
enum class Short : std::uint8_t {
  kNone,
  kBeforeAName,        ///< a name or a number follows: the full stop ends nothing
  kCapitalBeforeAName, ///< the same when it has a capital itself; else it is a word (the pub.)
  kAnywhere,           ///< can stand at the end of a sentence as well: what follows decides
  kCapitalAnywhere,    ///< the same when it has a capital itself (Miss., Nov.)
  kBeforeANumber,      ///< a number follows, or the full stop ends the sentence
};

/// @param small  in small letters (small_letters.h)
[[nodiscard]] Short short_word(std::string_view small);

/// Whether the word often opens a sentence.
[[nodiscard]] bool is_starter(std::string_view word);

/// Whether it is a German noun that a day or another ordinal number stands before.
[[nodiscard]] bool follows_ordinal(std::string_view word);

/// Whether it goes on behind an hour with a.m. or p.m.: a day, a time zone.
[[nodiscard]] bool follows_hour(std::string_view word);

} // namespace refrain::detail
