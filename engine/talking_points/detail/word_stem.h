#pragma once
/// @file
/// Words of one kin get one stem, in a light way that no language minds much.
///
///     word_stem("peacekeepers") == word_stem("peacekeeping")

#include <string>
#include <string_view>

namespace refrain::points {

/// @param folded  a token as Tokenizer::fold gives it
[[nodiscard]] std::string word_stem(std::string_view folded);

} // namespace refrain::points
