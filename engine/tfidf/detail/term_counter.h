#pragma once
/// @file
/// Counts the distinct features of texts as they pass: what one thread knows of the run's
/// vocabulary. Private to build_rows().
///
/// A term is a distinct key, numbered as it was first met here. Rows hold terms until all counters
/// are merged into a Vocabulary.

#include "refrain/core/hash.h"
#include "refrain/tfidf/sparse_rows.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace refrain::detail {

/// Rows of terms, not yet of columns, in the order of the texts; the terms of a row in no order.
struct TermRows {
  std::size_t counter = 0;         ///< which TermCounter numbered the terms
  std::vector<std::uint32_t> ends; ///< a row: where it ends in terms
  std::vector<std::uint32_t> terms;
  std::vector<float> counts;
  bool boosted = false;      ///< whether any boost is not 1
  std::vector<float> boosts; ///< only when boosted
};

class TermCounter {
public:
  /// Appends a row; equal keys become one term, with the sum of their counts and their largest
  /// boost. May change the order of `features`.
  /// @throws InvalidArgument  when a count is not above 0 or a boost below 0
  void add_row(std::span<Feature> features, TermRows& rows);

  [[nodiscard]] std::size_t size() const { return terms_.size(); }
  [[nodiscard]] std::uint64_t key(std::size_t term) const { return terms_[term].key; }
  /// Rows that hold the term.
  [[nodiscard]] std::uint32_t frequency(std::size_t term) const { return terms_[term].frequency; }

private:
  struct Term {
    std::uint64_t key = 0;
    std::uint32_t frequency = 0;
    std::uint32_t last_row = 0; ///< number of the last row that holds it, from 1
    std::uint32_t place = 0;    ///< in that row's TermRows
  };

  /// Brings the terms of a row near: a lookup is two reads far apart, a row's are independent.
  void prefetch_terms(std::span<const Feature> features) const;
  [[nodiscard]] std::uint32_t find_or_add(std::uint64_t key);
  void grow();

  std::vector<Term> terms_;
  std::vector<std::uint32_t> slots_; ///< term + 1 by key, open addressing; 0 is free
  std::uint32_t rows_ = 0;
};

} // namespace refrain::detail
