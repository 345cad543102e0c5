#pragma once
/// @file
/// How far two clauses say the same, one measure for all points of a small corpus, however their
/// places were found. Used to choose labels, to join like points, to rank, and to leave out what
/// says nothing.
///
///     const OutsideEvidence evidence(text, evidence_of_names(text), repeats);
///     const double agreement = agreement_of(text, evidence, label, place);
///
/// The evidence of the stems in both (squared idf, names raised) times their share in both (Dice).
/// Two words side by side are one term and count little more than one word: that two texts mention
/// a "keynote speech" makes no statement. Three or more in a row are said on purpose, so that each
/// counts even where the whole corpus uses it. Names alone, and figures that differ, count less.

#include "refrain/talking_points/detail/grouping.h"

#include <vector>

namespace refrain::points {

/// What every stem tells outside of a statement that is repeated: that its own copies say a word
/// over and over makes the word no commoner, so they count as two.
class OutsideEvidence {
public:
  /// @param evidence  a number a stem, as of evidence_of_names(); must outlive this
  OutsideEvidence(const StatementText& text, const std::vector<float>& evidence,
                  const std::vector<Window>& repeats);

  [[nodiscard]] float operator[](Stem stem) const;

private:
  const std::vector<float>& all_;
  Statement own_; ///< the stems that more than two copies hold
};

/// Agreement of two clauses below which a reader would not call them one statement.
[[nodiscard]] double least_agreement(const StatementText& text);

/// @return  0 where nothing is shared; 1 is much, rare names in short clauses give more
/// O(product of the numbers of content words).
[[nodiscard]] double agreement_of(const StatementText& text, const OutsideEvidence& evidence,
                                  TokenRange a, TokenRange b);

/// Distinct content words in both that are more than a name: one of the two, at least, writes them
/// without a capital. Where a script has no capitals, all are.
[[nodiscard]] std::uint32_t plain_words_in_both(const StatementText& text, TokenRange a,
                                                TokenRange b);

} // namespace refrain::points
