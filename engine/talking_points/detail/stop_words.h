#pragma once
/// @file
/// Function words of the commonest languages: words that make no statement by themselves. Words of
/// other languages are told by how many texts hold them.
///
///     if (is_stop_word("the")) ...

#include <string_view>

namespace refrain::points {

/// @param folded  a token as Tokenizer::fold gives it
[[nodiscard]] bool is_stop_word(std::string_view folded);

/// Words that tie a clause to the one before it ("and", "but"), where no language of the list uses
/// the same word for something else.
[[nodiscard]] bool is_conjunction(std::string_view folded);

} // namespace refrain::points
