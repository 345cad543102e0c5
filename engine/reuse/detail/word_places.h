#pragma once
/// @file
/// Where words stand in the text of their document. PreparedCorpus does not say it: that would take
/// two thirds of its memory, and few documents are asked for.
///
///     WordPlaces places(corpus);                              // one a thread
///     ByteRange bytes = places.bytes(document, first, end);   // of words [first, end)

#include "refrain/core/types.h"
#include "refrain/text/corpus.h"
#include "refrain/text/tokenizer.h"

#include <array>
#include <cstdint>
#include <vector>

namespace refrain::reuse {

class WordPlaces {
public:
  explicit WordPlaces(const Corpus& corpus) : corpus_(corpus) {}

  /// From the begin of the first word to the end of the last. O(text) for another document than the
  /// two that were asked for last, else O(1).
  /// @throws Error  when the text has fewer words by now: a mapped file has changed
  [[nodiscard]] ByteRange bytes(DocumentIndex document, std::uint32_t first, std::uint32_t end);

private:
  struct Tokens {
    DocumentIndex document = kNone;
    std::vector<Token> tokens;
  };

  const Corpus& corpus_;
  Tokenizer tokenizer_;
  std::array<Tokens, 2> read_; ///< the one that was asked for last comes first
};

} // namespace refrain::reuse
