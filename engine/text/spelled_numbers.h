#pragma once
/// @file
/// Numbers as texts write them: "9,000", "nine thousand", "9 thousand" and "neuntausend" are one
/// number. Used where reworded text is compared (talking_points/).
///
///     SpelledNumbers reader;                       // one a thread: it keeps buffers
///     tokenizer.tokenize(text, tokens);
///     reader.find(text, tokens, "en", numbers);    // {first token, tokens, 9000}
///
/// Number words come from ICU's spell-out rules of the language, in all forms that these know, as
/// counts up to 99, hundreds, and what they are multiplied by. They are matched on folded text
/// without spaces and hyphens, so compounds and scripts without spaces need no rules of their own,
/// and a number ends where a token ends. Digits are read in every language, with separators between
/// groups of three.
///
/// Quirks: a single word for zero or one is no number, for it is mostly an article or a pronoun.
/// Ordinals, fractions and years in two halves ("nineteen fifty") are none either. "1.234" counts
/// as grouped, as one language's decimals are another's thousands.

#include "refrain/text/tokenizer.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace refrain {

/// A number that tokens [first, first + tokens) say.
struct SpelledNumber {
  std::uint32_t first = 0;
  std::uint32_t tokens = 0;
  std::uint64_t value = 0; ///< at most 10^15
};

class SpelledNumbers {
public:
  SpelledNumbers();
  ~SpelledNumbers();
  SpelledNumbers(SpelledNumbers&&) noexcept;
  SpelledNumbers& operator=(SpelledNumbers&&) noexcept;

  /// Replaces `found` by the numbers among `tokens`, in order, that share no token: those of number
  /// words, and those of digits, with or without separators and multipliers.
  ///
  /// @param text      valid UTF-8, what `tokens` are of
  /// @param language  a BCP 47 tag; for one without spell-out rules only digits are read
  /// About 10 ns a token; the first text of a language 10 to 40 ms.
  void find(std::string_view text, std::span<const Token> tokens, std::string_view language,
            std::vector<SpelledNumber>& found);

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace refrain
