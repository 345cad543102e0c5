#pragma once
/// @file
/// The corpus as reuse detection reads it: every document a row of words, every word a number of
/// the run's vocabulary, every vocabulary entry with its weight. First step of reuse/.
///
///     PreparedCorpus prepared = prepare(corpus, {}, control);
///     std::span<const Word> words = prepared.words(document);
///
/// Quirks: term numbers follow the order of token keys, so they do not depend on threads or on the
/// order of input. 4 bytes a token and 4 a sentence stay in memory; where a word stands in the text
/// is found again by reading the text (word_places.h).

#include "refrain/core/plain_array.h"
#include "refrain/core/run_control.h"
#include "refrain/core/types.h"
#include "refrain/text/corpus.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain::reuse {

constexpr int kTermBits = 30;

struct Word {
  std::uint32_t term : kTermBits = 0;
  bool common : 1 = false; ///< part of a phrase that many documents share (templates.h)
  bool bound : 1 = false;  ///< a sentence or line ends before it (is_sentence_bound)
};
static_assert(sizeof(Word) == 4);

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
  PlainArray<Word> all_words;
  std::vector<std::uint64_t> first_sentence; ///< size() + 1 positions in all_sentences
  PlainArray<std::uint32_t> all_sentences;
  std::vector<Term> terms;
  std::vector<float> stem_weights;
  std::uint32_t stem_count = 0;
  std::vector<DocumentIndex> first_copies; ///< of each document, find_copies()
};

/// Tokens, sentences and weights of the documents marked in `wanted` (all when it is empty); the
/// others have no words. Copies of a document count once in the weights: text does not say less for
/// being copied. O(tokens), in parallel.
/// @throws InvalidArgument where there are more than 2^30 different words
[[nodiscard]] PreparedCorpus prepare(const Corpus& corpus, std::span<const std::uint8_t> wanted,
                                     const RunControl& control);

} // namespace refrain::reuse
