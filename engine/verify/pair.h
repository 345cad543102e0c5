#pragma once
/// @file
/// The result of verification: a pair of passages whose exact similarity is known.
/// After lsh/ (candidates), before cluster/.

#include "refrain/core/types.h"

#include <compare>

namespace refrain {

/// Near-duplicate passages, a < b in canonical order.
struct Pair {
  PassageIndex a = 0;
  PassageIndex b = 0;
  double jaccard = 0;     ///< shared shingles / all shingles, of the sets
  double containment = 0; ///< shared shingles / shingles of the smaller set
  friend auto operator<=>(const Pair&, const Pair&) = default;
};

} // namespace refrain
