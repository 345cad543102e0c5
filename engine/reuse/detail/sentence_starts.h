#pragma once
/// @file
/// Where sentences begin, as word numbers: a splitter of reuse/'s own, because its thresholds are
/// fitted to these units. Works on tokens, so it costs one look at the bytes between two words.
///
///     append_sentence_starts(text, tokens, starts);   // 0, ..., tokens.size()
///
/// A sentence ends at . ! ? and their kin in other scripts when a capital, a digit, an opening
/// mark or a letter without case follows, and at an empty line. Fewer than 4 words do not make a
/// sentence; they join the one that follows. Text without such marks is cut every 40 words.

#include "refrain/reuse/detail/prepared.h"
#include "refrain/text/tokenizer.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace refrain::reuse {

/// Appends the first word of every sentence and, last, the number of words; nothing for no words.
void append_sentence_starts(std::string_view text, std::span<const Token> tokens,
                            std::vector<std::uint32_t>& starts);

/// Whether a sentence or a line of its own ends between two words: after a mark that belongs to no
/// abbreviation, at an empty line, or at a line break that something other than a small letter
/// follows.
/// @param begin,end  where the first of the words ends and the second begins
[[nodiscard]] bool is_sentence_bound(std::string_view text, std::size_t begin, std::size_t end);

/// Moves the ends of words [begin, end) to the nearest bound of a sentence or line, at most `out`
/// words outwards or `in` words inwards; an end without such a bound near stays where it is.
void snap_to_sentences(std::span<const Word> words, std::uint32_t out, std::uint32_t in,
                       std::uint32_t& begin, std::uint32_t& end);

} // namespace refrain::reuse
