#pragma once
/// @file
/// Features of texts: what makes rows of them. Between tokens and sparse_rows.h.
///
///     FeatureTable table;
///     append_text_features(corpus, FeatureKind::kStems, table, control);
///     SparseRows rows = build_rows(std::move(table), {}, control);
///
/// kStems lets forms of a word meet and weighs a stem by its length up to kFullWeightLetters: in
/// every language with letters the words that only tie a sentence together are short, so length
/// says what idf cannot learn from a few short texts. Measured on arguments against key points it
/// gains more than stemming itself and needs no list of stop words. A token with a digit has full
/// weight, because a number's length says nothing.

#include "refrain/core/run_control.h"
#include "refrain/text/corpus.h"
#include "refrain/tfidf/sparse_rows.h"

#include <cstdint>
#include <memory>
#include <string_view>

namespace refrain {

enum class FeatureKind : std::uint8_t {
  kTokens, ///< token keys, all of one weight
  kStems,  ///< hashes of stems, weighed by length
};

/// Stems of this many letters and more weigh the same; a shorter one has its share of it.
inline constexpr std::uint32_t kFullWeightLetters = 5;

/// One a thread: it keeps the tokenizer's buffers and what it learned about distinct tokens.
class FeatureExtractor {
public:
  explicit FeatureExtractor(FeatureKind kind);
  ~FeatureExtractor();
  FeatureExtractor(FeatureExtractor&&) noexcept;
  FeatureExtractor& operator=(FeatureExtractor&&) noexcept;

  /// Appends one row: the features of `text`, one a token, in order.
  void append(std::string_view text, FeatureTable& table);

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Appends a row for each document, in order; in parallel.
void append_text_features(const Corpus& corpus, FeatureKind kind, FeatureTable& table,
                          const RunControl& control);

} // namespace refrain
