#pragma once
/// @file
/// Where a quote begins and ends to the eye: ranges of tokens leave out the marks at their ends.
/// Last step of talking_points/, before a range is shown.
///
///     with_marks(text, {begin, end});   // in God we trust -> "in God we trust"
///
/// A mark that pairs with one inside is taken in where it stands right there, a sentence's stop
/// before a closing one with it; so are the sign of a currency before a number and of per cent
/// after one. Apostrophes are no quotes here. O(length of the range).

#include "refrain/core/types.h"

#include <string_view>

namespace refrain::points {

/// @param range  of whole tokens, not empty
/// @return       the range, or more: never a letter or digit more
[[nodiscard]] ByteRange with_marks(std::string_view text, ByteRange range);

} // namespace refrain::points
