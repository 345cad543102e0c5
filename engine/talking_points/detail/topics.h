#pragma once
/// @file
/// What documents are about, to tell a formula from a point: a formula ("the bill now goes to the
/// President") stands in documents about anything, a point in documents that share a topic. Used by
/// ranking.
///
///     const DocumentTopics topics(text);
///     topics.agreement(text, documents, label);
///
/// A document's topic is its kTopicStems heaviest stems by frequency times idf. O(tokens) once; an
/// agreement looks at most at kSample documents, whatever their number.

#include "refrain/talking_points/detail/clauses.h"

#include <span>
#include <vector>

namespace refrain::points {

inline constexpr std::size_t kTopicStems = 12;

class DocumentTopics {
public:
  explicit DocumentTopics(const StatementText& text);

  /// Share of pairs of documents of different voices whose topics share two stems, those of the
  /// label apart; 1 where there is no such pair. Documents without two such stems are in no pair.
  /// @param documents  ascending
  [[nodiscard]] double agreement(const StatementText& text,
                                 std::span<const DocumentIndex> documents, TokenRange label) const;

private:
  std::vector<Stem> stems_; ///< kTopicStems a document, ascending; kNone fills up
};

} // namespace refrain::points
