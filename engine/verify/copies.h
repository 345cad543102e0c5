#pragma once
/// @file
/// Exact copies: passages with the same sequence of token keys. They are collapsed before lsh/, so
/// that only one of them, the text, is compared, and unfolded again after verify/.
///
///     CopyGroups copies = group_copies(hashes, control);
///     std::vector<Pair> all = expand_copies(pairs_of_texts, copies, {}, unlisted);
///
/// Quirk: copies are known by 128 bits of hash alone.

#include "refrain/core/hash.h"
#include "refrain/core/run_control.h"
#include "refrain/core/types.h"
#include "refrain/verify/pair.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain {

/// Groups of at least two equal passages; group g has members [begins[g], begins[g + 1]),
/// ascending. The first member is the group's text; groups are ordered by it.
struct CopyGroups {
  std::vector<PassageIndex> members;
  std::vector<std::uint32_t> begins{0};

  [[nodiscard]] std::size_t size() const { return begins.size() - 1; }
  [[nodiscard]] std::span<const PassageIndex> operator[](std::size_t g) const {
    return std::span(members).subspan(begins[g], begins[g + 1] - begins[g]);
  }
  /// Members of the group whose text is `text`; empty when the passage has no copies.
  [[nodiscard]] std::span<const PassageIndex> of(PassageIndex text) const;
};

/// @param hashes  one a passage; a hash of all zeros belongs to no group
/// @throws Cancelled
/// O(passages + copies log copies), parallel.
[[nodiscard]] CopyGroups group_copies(std::span<const Hash128> hashes, const RunControl& control);

/// Above these limits, copies are listed against the text of their group only.
struct CopyLimits {
  std::uint32_t full_group = 64;         ///< equal passages whose pairs are all listed
  std::uint64_t full_pair_groups = 4096; ///< pairs between two groups that are all listed
};

/// Pairs of passages from pairs of texts, ordered by (a, b).
/// @param unlisted  raised by the number of pairs that the limits left out
[[nodiscard]] std::vector<Pair> expand_copies(std::vector<Pair> texts, const CopyGroups& copies,
                                              const CopyLimits& limits, std::uint64_t& unlisted);

} // namespace refrain
