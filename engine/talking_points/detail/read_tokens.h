#pragma once
/// @file
/// Reads the tokens of a corpus into the columns of a StatementText. For statement_text.h.
///
///     const ReadWords read = read_tokens(corpus, passages, languages, control, text);
///
/// Documents are read some hundred at a time by all threads and appended in order, so that no more
/// of them than a few for each thread are held twice.

#include "refrain/core/run_control.h"
#include "refrain/talking_points/detail/document_languages.h"
#include "refrain/talking_points/detail/statement_text.h"
#include "refrain/text/corpus.h"
#include "refrain/text/passages.h"
#include "refrain/text/word_numbers.h"

#include <cstdint>
#include <vector>

namespace refrain::points {

/// A key that stands for tokens that say a number.
struct NumberKey {
  TokenKey key = 0;
  std::uint64_t stem = 0;
  NumberKind kind = NumberKind::kPlain;
  friend bool operator<(const NumberKey& a, const NumberKey& b) { return a.key < b.key; }
  friend bool operator==(const NumberKey& a, const NumberKey& b) { return a.key == b.key; }
};

/// What the surfaces of the columns stand for.
struct ReadWords {
  WordNumbers words;              ///< a surface is a word's number
  std::vector<NumberKey> numbers; ///< ascending, distinct
};

/// Fills surfaces, places, marks and document_begin. 6 to 7 bytes a token, and while it reads 16
/// for each distinct word of some hundred documents.
/// @throws Cancelled, Error  when there are more tokens than a TokenIndex counts
[[nodiscard]] ReadWords read_tokens(const Corpus& corpus, const PassageTable& passages,
                                    const DocumentLanguages& languages, const RunControl& control,
                                    StatementText& text);

} // namespace refrain::points
