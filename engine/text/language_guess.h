#pragma once
/// @file
/// The language that a text seems to be in, for texts that do not say. A guess to filter by, and to
/// read number words by (spelled_numbers.h), where a wrong one costs little.
///
///     guess_language("Der Fluss gehört uns allen, und er ist nicht zu verkaufen.") == "de"
///
/// By script where one language writes it nearly alone, by letters that only one language of a
/// script has (Ukrainian, Persian), else by function words.
///
/// Quirk: prefers no answer to a wrong one: a text in a language not known here, a list of names or
/// a single line mostly gives none.

#include <string_view>

namespace refrain {

/// @param text  valid UTF-8; its first few thousand bytes are read
/// @return      a BCP 47 tag ("en"), empty where nothing is likely
/// O(1), allocates nothing.
[[nodiscard]] std::string_view guess_language(std::string_view text);

} // namespace refrain
