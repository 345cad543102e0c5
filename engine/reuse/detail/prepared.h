#pragma once
/// @file
/// The corpus as reuse detection reads it: every document a row of words, every word a number of
/// the run's vocabulary, every vocabulary entry with its weight. First step of reuse/.
///
///     PreparedCorpus prepared = prepare(corpus, control);
///     std::span<const Word> words = prepared.words(document);
///
/// Quirks: term numbers follow the order of token keys, so they do not depend on threads or on the
/// order of input. 16 bytes a token stay in memory.

#include "refrain/core/run_control.h"
#include "refrain/core/types.h"
#include "refrain/text/corpus.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain::reuse {

struct Word {
  std::uint32_t term = 0;
  std::uint32_t begin = 0; ///< bytes of the document's text
  std::uint32_t end = 0;
  bool common = false; ///< part of a phrase that many documents share (templates.h)
  bool bound = false;  ///< a sentence or line ends before it (is_sentence_bound)
};

/// Whether a sentence or line ends, or the text does, before word w, or behind the last.
[[nodiscard]] inline bool at_bound(std::span<const Word> words, std::uint32_t w) {
  return w == 0 || w >= words.size() || words[w].bound;
}

struct Term {
  std::uint32_t stem = 0; ///< equal for all forms of one word; below stem_count
  float weight = 0;       ///< inverse sentence frequency of the stem, 0 to about 12
};

class PreparedCorpus {
public:
  [[nodiscard]] std::size_t size() const { return first_word.empty() ? 0 : first_word.size() - 1; }
  [[nodiscard]] std::span<const Word> words(DocumentIndex d) const {
    return {all_words.data() + first_word[d], all_words.data() + first_word[d + 1]};
  }
  /// The words at which sentences of the document begin, and one past its last word.
  [[nodiscard]] std::span<const std::uint32_t> sentences(DocumentIndex d) const {
    return {all_sentences.data() + first_sentence[d], all_sentences.data() + first_sentence[d + 1]};
  }

  std::vector<std::uint64_t> first_word; ///< size() + 1 positions in all_words
  std::vector<Word> all_words;
  std::vector<std::uint64_t> first_sentence; ///< size() + 1 positions in all_sentences
  std::vector<std::uint32_t> all_sentences;
  std::vector<Term> terms;
  std::vector<float> stem_weights;
  std::uint32_t stem_count = 0;
  std::vector<DocumentIndex> first_copies; ///< of each document, find_copies()
};

/// Tokens, sentences and weights of the documents marked in `wanted` (all when it is empty); the
/// others have no words. Copies of a document count once in the weights: text does not say less for
/// being copied. O(tokens), in parallel.
[[nodiscard]] PreparedCorpus prepare(const Corpus& corpus, std::span<const std::uint8_t> wanted,
                                     const RunControl& control);

} // namespace refrain::reuse
