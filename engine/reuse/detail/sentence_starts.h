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

#include "refrain/text/tokenizer.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace refrain::reuse {

/// Appends the first word of every sentence and, last, the number of words; nothing for no words.
void append_sentence_starts(std::string_view text, std::span<const Token> tokens,
                            std::vector<std::uint32_t>& starts);

} // namespace refrain::reuse
