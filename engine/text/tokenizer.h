#pragma once
/// @file
/// Words of a text by UAX #29 with ICU's root rules and dictionaries, each with a 64-bit key and
/// its byte range in the original. Used by every stage that compares texts.
///
///     Tokenizer tokenizer;                   // one a thread: it keeps buffers
///     std::vector<Token> tokens;
///     tokenizer.tokenize("Don’t panic", tokens);   // keys of "don't", "panic"
///
/// A segment between word boundaries is a token when it holds a letter or a number (general
/// categories L and N); all else (punctuation, space, symbols) is no token. The key is xxh3 of the
/// token after NFKC_Casefold with all apostrophes made one ('), so "DON’T" and "don't" are equal.
///
/// How: bit algebra on blocks of 64 bytes finds, folds and hashes words (detail/word_pass.h); what
/// it does not settle goes by ICU's rules as written (detail/word_rules.h); ICU itself sees the
/// runs that its dictionaries divide, and tokens whose folding composes or reorders marks. About
/// 0.9 ns a byte for English with AVX-512, as slow as ICU (80 ns a byte) for Chinese.
///
/// Quirks: the tokens are those of ICU's root word iterator over UTF-8 text once ICU has loaded the
/// engines of all its dictionaries; before, and over UTF-16, ICU divides a few texts differently.
/// No memory is allocated once the output and the buffers have grown, but for what ICU sees.

#include "refrain/core/cpu.h"
#include "refrain/core/types.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace refrain {

struct Token {
  TokenKey key = 0;
  std::uint32_t begin = 0; ///< bytes from the start of the text
  std::uint32_t end = 0;
};

class Tokenizer {
public:
  Tokenizer();
  /// With the kernels of one instruction set, for tests and benchmarks; the results are the same.
  /// @throws InvalidArgument when this processor does not have it
  explicit Tokenizer(InstructionSet set);
  ~Tokenizer();
  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;

  /// Replaces `tokens` by the tokens of `text`, in order. Invalid UTF-8 counts as U+FFFD.
  /// @throws InvalidArgument  when the text has 4 GiB or more
  void tokenize(std::string_view text, std::vector<Token>& tokens);

  /// The keys alone: what shingling needs.
  void keys(std::string_view text, std::vector<TokenKey>& keys);

  /// The folded form of one token: what its key is the hash of.
  void fold(std::string_view token, std::string& folded);

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The Unicode version that the tokens follow, e.g. "15.0". Token keys, and what is made of
/// them, may differ between versions.
[[nodiscard]] std::string unicode_version();

} // namespace refrain
