#pragma once
/// @file
/// Keeps tags of very many attributes from a parser of markup that compares each with all before
/// it. Used in front of libxml2.

#include <cstddef>
#include <string>
#include <string_view>

namespace refrain::detail {

/// Attributes of a tag that are read: more have no page that anyone made.
inline constexpr std::size_t kMostAttributes = 1000;

/// The markup with blanks in place of the attributes of a tag beyond kMostAttributes: every byte
/// else stays in its place. O(n).
/// @param storage  holds the result where there are any; else it is `markup` itself
[[nodiscard]] std::string_view without_excess_attributes(std::string_view markup,
                                                         std::string& storage);

} // namespace refrain::detail
