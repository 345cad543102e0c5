#pragma once
/// @file
/// Scores for texts that say the same in other words, from the cosines of a join. Between
/// cosine_join.h and match.h, which uses it for MatchScheme::kReworded.
///
///     std::vector<CosinePair> pairs = top_n_join(rows, queries, corpus, {.top = 10}, control);
///     pairs = score_reworded(rows, queries, corpus, std::move(pairs), control);
///
/// Words alone say little about a reworded text; what else the run holds says more. For a query q,
/// its rivals are its kRivals best texts by cosine c; copies of a text count as one of them.
///
/// - Telling words: t(q, d) is the cosine of q and d with every product of weights times
///   1 - (n - 1) / m, where n of the m rivals hold the word: what all rivals share (the topic of
///   a debate, say) does not tell them apart.
/// - Like queries: every query answers to the rival with the greatest t. A text that like queries
///   answer to is likely right, whatever words they used for it: u(q, d) is the mean of the
///   kLikeQueries greatest cos(q, q') * sqrt(t(q', d)) over other queries q' that answer to d (of
///   all that do, the kAnswering with the greatest t), and 0 where there are fewer.
/// - Evidence: x = 1 - (1 - t) * (1 - u)^2, and its share among the rivals p = x^3 / sum of x^3,
///   low where several texts are as likely.
///
///     score = c^2 + (1 - c^2) * x * p
///
/// So a verbatim text stays at 1, and scores of different queries can be compared. Texts beyond
/// the rivals have u = 0, their own x^3 added to the sum, and at most the least score of a rival.
/// In a run with fewer than kLikeQueries queries a text u is 0 for all: where nearly every text has
/// its own query, like queries mislead (on two versions of one book, up to 3 % fewer right).
///
/// Quirk: a score depends on the other queries of the run, and means nothing outside it.

#include "refrain/tfidf/cosine_join.h"

#include <cstdint>
#include <vector>

namespace refrain {

inline constexpr std::uint32_t kRivals = 10;
inline constexpr std::uint32_t kAnswering = 16;
inline constexpr std::uint32_t kLikeQueries = 4;

/// @param pairs  of top_n_join, for `queries` and `corpus`, with a top of at least kRivals and no
///               threshold
/// @return       the same pairs with the scores above, in (0, 1], ordered by a, falling score, b
/// @throws Cancelled
/// O(features of the pairs' texts + kRivals * kAnswering rows a query), parallel; 8 bytes a column
/// for each thread, 24 bytes a pair.
[[nodiscard]] std::vector<CosinePair> score_reworded(const SparseRows& rows, RowRange queries,
                                                     RowRange corpus, std::vector<CosinePair> pairs,
                                                     const RunControl& control);

} // namespace refrain
