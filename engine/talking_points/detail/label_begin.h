#pragma once
/// @file
/// What stands before a statement and is no part of it: where a label begins to the eye. Last step
/// of talking_points/.
///
///     begin = label_begin(text, begin);   // "3. Mend the road" -> "Mend the road"

#include <cstddef>
#include <string_view>

namespace refrain::points {

/// The place behind list numbers (1., (a), iv)), behind RT @name: and behind the Whereas of a
/// resolution that stand at `begin`; `begin` where none does. O(length of what is left out).
/// @param begin  of a word
[[nodiscard]] std::size_t label_begin(std::string_view text, std::size_t begin);

} // namespace refrain::points
