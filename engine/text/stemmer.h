#pragma once
/// @file
/// Stems of folded tokens by Snowball, so that "reviewed" and "reviews" meet. The only code that
/// names libstemmer; used where reworded text is compared (tfidf/, reuse/).
///
///     Stemmer stemmer;                        // one a thread: it keeps Snowball's state
///     stemmer.stem("reviewed");               // "review"; valid until the next call
///
/// The language follows the script, because a run's documents rarely say theirs: Latin letters are
/// stemmed as English, Cyrillic as Russian, Arabic, Devanagari as Hindi, Greek, Tamil, Armenian.
/// Everything else, and every token that holds a digit, stays as it is. Quirk: about 100 ns a
/// token; callers stem the entries of their vocabulary, not the running text.

#include <memory>
#include <string_view>

namespace refrain {

class Stemmer {
public:
  Stemmer();
  ~Stemmer();
  Stemmer(Stemmer&&) noexcept;
  Stemmer& operator=(Stemmer&&) noexcept;

  /// @param folded  a token as Tokenizer::fold gives it
  [[nodiscard]] std::string_view stem(std::string_view folded);

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace refrain
