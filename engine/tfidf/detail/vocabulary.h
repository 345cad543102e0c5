#pragma once
/// @file
/// Numbers the distinct features of a run by how many texts hold them. Between term counters and
/// rows; private to build_rows().
///
///     Vocabulary v = merge_counters(counters);
///     v.columns[c][term];   // column of a term of counter c
///
/// Columns go by falling document frequency, then by key: the same for any thread count and any
/// order of texts.

#include "refrain/tfidf/detail/term_counter.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain {

struct Vocabulary {
  std::vector<std::uint64_t> keys;                ///< a column
  std::vector<std::uint32_t> frequencies;         ///< a column: rows that hold it
  std::vector<std::vector<std::int32_t>> columns; ///< a counter, a term
};

/// O(terms log terms), parallel.
[[nodiscard]] Vocabulary merge_counters(std::span<const detail::TermCounter* const> counters);

} // namespace refrain
