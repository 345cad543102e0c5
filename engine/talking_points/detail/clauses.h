#pragma once
/// @file
/// Where a window may grow so that it reads well: to the clause, or to the unit, around it.
///
///     TokenRange label = widen(text, window);

#include "refrain/talking_points/detail/statement_index.h"
#include "refrain/talking_points/detail/statement_text.h"

namespace refrain::points {

struct TokenRange {
  TokenIndex begin = 0;
  TokenIndex end = 0;
};

/// The window, or more: all of its unit where the window holds most of its weight, else up to the
/// ends of the clause where that adds little.
[[nodiscard]] TokenRange widen(const StatementText& text, const Window& window);

/// The range up to the ends of the clauses around it, as long as it stays short enough to quote.
[[nodiscard]] TokenRange whole_clause(const StatementText& text, TokenRange range);

/// The range as a reader would quote it: the sentence where that is short, or where its clause
/// names things and says nothing of them; else the clause.
[[nodiscard]] TokenRange quotable(const StatementText& text, TokenRange range);

/// 1 for a label that begins and ends where a clause does; less for a piece of one.
[[nodiscard]] double completeness(const StatementText& text, TokenRange label);

/// Content words that are neither written with a capital nor numbers. Scripts without case have
/// nothing else.
[[nodiscard]] std::uint32_t plain_words(const StatementText& text, TokenIndex begin,
                                        TokenIndex end);

/// Sum of the weights of the tokens.
[[nodiscard]] float weight_of(const StatementText& text, TokenIndex begin, TokenIndex end);

} // namespace refrain::points
