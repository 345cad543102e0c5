#pragma once
/// @file
/// Features of texts: what makes rows of them. Between tokens and sparse_rows.h.
///
///     const FeatureSource source = text_features({&corpus}, {FeatureKind::kStems, corpus.size()});
///     SparseRows rows = build_rows(corpus.size(), source, {}, control);
///
/// kStems lets forms of a word meet. Where the run has few texts it also weighs a stem by its
/// length: idf cannot yet tell a rare word from a word that only ties sentences together, but in
/// every language with letters the latter are short. The factor is
///
///     1 - (1 - min(letters, 5) / 5) / (1 + texts / 3000)
///
/// so it fades as idf becomes reliable. On arguments against key points (115 to 5,800 texts a run)
/// it gains more than stemming; at 62,000 texts, unfaded, it would lose. A token with a digit
/// counts as long, because a number's length says nothing.

#include "refrain/text/corpus.h"
#include "refrain/tfidf/sparse_rows.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace refrain {

enum class FeatureKind : std::uint8_t {
  kTokens, ///< token keys, all of one weight
  kStems,  ///< hashes of stems, weighed by length
};

/// Stems of this many letters and more have full weight.
inline constexpr std::uint32_t kFullWeightLetters = 5;

/// With this many texts in a run, length counts half as much as with none.
inline constexpr std::uint32_t kHalfWayTexts = 3000;

struct TextFeatureOptions {
  FeatureKind kind = FeatureKind::kTokens;
  std::size_t texts = 0; ///< texts of the run, both sides together; for kStems
};

/// One a thread: it keeps the tokenizer's buffers and what it learned about distinct tokens.
class FeatureExtractor {
public:
  explicit FeatureExtractor(const TextFeatureOptions& options);
  ~FeatureExtractor();
  FeatureExtractor(FeatureExtractor&&) noexcept;
  FeatureExtractor& operator=(FeatureExtractor&&) noexcept;

  /// Appends one row: the features of `text`, one a token, in order.
  void append(std::string_view text, FeatureTable& table);

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The documents of some corpora, one corpus after the other, as rows. The corpora must outlive it.
[[nodiscard]] FeatureSource text_features(std::vector<const Corpus*> corpora,
                                          const TextFeatureOptions& options);

} // namespace refrain
