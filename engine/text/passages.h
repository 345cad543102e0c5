#pragma once
/// @file
/// Passages (paragraphs) of documents: the unit of near-duplicate search. Between Corpus and
/// tokens.
///
///     PassageTable table = split_corpus(corpus, {}, control);
///
/// A document's layout is decided once per document: paragraphs set apart by blank lines, by single
/// newlines, by indentation, or hard-wrapped lines joined into paragraphs. A paragraph of more than
/// max_words words is cut at sentence ends.

#include "refrain/core/run_control.h"
#include "refrain/core/types.h"
#include "refrain/text/corpus.h"

#include <string_view>
#include <vector>

namespace refrain {

struct PassageOptions {
  std::uint32_t max_words = 400; ///< from 1
};

struct Passage {
  DocumentIndex document = 0;
  ByteRange bytes;
  friend auto operator<=>(const Passage&, const Passage&) = default;
};

/// Passages ordered by document, then by position.
struct PassageTable {
  std::vector<Passage> passages;
  std::vector<PassageIndex> first; ///< size documents + 1: document d has [first[d], first[d + 1])

  [[nodiscard]] std::size_t size() const { return passages.size(); }
  [[nodiscard]] const Passage& operator[](PassageIndex i) const { return passages[i]; }
};

/// Replaces `passages` by the passages of one text, without the white space around them. O(text).
/// @param text  at most kMaxDocumentBytes of valid UTF-8
void split_passages(std::string_view text, const PassageOptions& options,
                    std::vector<ByteRange>& passages);

/// Splits all documents, in parallel. O(text); 12 bytes a passage.
/// @throws Cancelled
[[nodiscard]] PassageTable split_corpus(const Corpus& corpus, const PassageOptions& options,
                                        const RunControl& control);

} // namespace refrain
