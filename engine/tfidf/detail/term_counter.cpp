#include "refrain/tfidf/detail/term_counter.h"

#include "refrain/core/error.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace refrain::detail {

void TermCounter::add_row(std::span<Feature> features, TermRows& rows) {
  ++rows_;
  bool whole = true;
  for (const Feature& f : features) {
    if (!(f.count > 0) || !(f.boost >= 0) || std::isinf(f.count) || std::isinf(f.boost)) {
      throw InvalidArgument("expected a feature's count above 0 and its boost from 0 on, found " +
                            std::to_string(f.count) + " and " + std::to_string(f.boost));
    }
    whole = whole && f.count == std::trunc(f.count);
    if (!slots_.empty()) {
      __builtin_prefetch(&slots_[static_cast<std::size_t>(mix64(f.key)) & (slots_.size() - 1)]);
    }
  }
  if (!whole) {
    // Sums of whole numbers are exact; others must not depend on the order of the features.
    std::sort(features.begin(), features.end(), [](const Feature& a, const Feature& b) {
      return a.key != b.key ? a.key < b.key : a.count < b.count;
    });
  }
  prefetch_terms(features);
  for (const Feature& f : features) {
    const std::uint32_t t = find_or_add(f.key);
    Term& term = terms_[t];
    if (f.boost != 1 && !rows.boosted) {
      rows.boosted = true;
      rows.boosts.assign(rows.terms.size(), 1.0F);
    }
    if (term.last_row == rows_) {
      rows.counts[term.place] += f.count;
      if (rows.boosted) {
        float& boost = rows.boosts[term.place];
        boost = std::max(boost, f.boost);
      }
      continue;
    }
    term.last_row = rows_;
    term.place = static_cast<std::uint32_t>(rows.terms.size());
    ++term.frequency;
    rows.terms.push_back(t);
    rows.counts.push_back(f.count);
    if (rows.boosted) {
      rows.boosts.push_back(f.boost);
    }
  }
  rows.ends.push_back(static_cast<std::uint32_t>(rows.terms.size()));
}

void TermCounter::prefetch_terms(std::span<const Feature> features) const {
  if (slots_.empty()) {
    return;
  }
  const std::size_t mask = slots_.size() - 1;
  for (const Feature& f : features) {
    const std::uint32_t slot = slots_[static_cast<std::size_t>(mix64(f.key)) & mask];
    if (slot != 0) {
      __builtin_prefetch(&terms_[slot - 1]);
    }
  }
}

std::uint32_t TermCounter::find_or_add(std::uint64_t key) {
  if (terms_.size() * 2 >= slots_.size()) {
    grow();
  }
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = static_cast<std::size_t>(mix64(key)) & mask;
  while (slots_[i] != 0) {
    const std::uint32_t term = slots_[i] - 1;
    if (terms_[term].key == key) {
      return term;
    }
    i = (i + 1) & mask;
  }
  terms_.push_back({.key = key});
  slots_[i] = static_cast<std::uint32_t>(terms_.size());
  return slots_[i] - 1;
}

void TermCounter::grow() {
  slots_.assign(std::max<std::size_t>(slots_.size() * 2, 4096), 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t t = 0; t < terms_.size(); ++t) {
    std::size_t i = static_cast<std::size_t>(mix64(terms_[t].key)) & mask;
    while (slots_[i] != 0) {
      i = (i + 1) & mask;
    }
    slots_[i] = static_cast<std::uint32_t>(t + 1);
  }
}

} // namespace refrain::detail
