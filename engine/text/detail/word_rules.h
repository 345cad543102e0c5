#pragma once
/// @file
/// ICU's root word rules as written, one segment at a time: for what bit algebra does not settle
/// (word_pass.h), and for any text.
///
///     const Segment s = next_segment(text, size, position);   // [position, s.end)
///
/// `position` must be a word boundary; the rules look at nothing before it. Segments are those of
/// the rules alone: one that holds dictionary letters is still to be divided by ICU.

#include <cstddef>
#include <cstdint>

namespace refrain::detail {

struct Segment {
  std::size_t end = 0;
  bool word = false;       ///< holds a letter or a number by general category
  bool dictionary = false; ///< holds dictionary letters, and more than one character
  bool complex = false;    ///< holds a character that the word pass stops at
  bool cjk = false;        ///< holds nothing but Han, Hiragana and Katakana
};

/// O(length of the segment and of the marks after it).
[[nodiscard]] Segment next_segment(const std::uint8_t* text, std::size_t size,
                                   std::size_t position);

} // namespace refrain::detail
