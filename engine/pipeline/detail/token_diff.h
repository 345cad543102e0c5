#pragma once
/// @file
/// The stretches on which two token sequences differ: what an edit script of least length leaves
/// unmatched. For spans of reuse, whose sides are alike.

#include "refrain/core/types.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain::detail {

/// Half-open ranges of positions; one of the two may be empty.
struct DiffHunk {
  std::uint32_t a_begin = 0;
  std::uint32_t a_end = 0;
  std::uint32_t b_begin = 0;
  std::uint32_t b_end = 0;
  friend bool operator==(const DiffHunk&, const DiffHunk&) = default;
};

/// Edits beyond which one search gives up; the rest between the common ends is then one hunk.
inline constexpr std::uint32_t kMaxDiffEdits = 2048;

/// O((n + m) d) time and O(d^2) memory for d edits, d at most kMaxDiffEdits.
/// Source: Myers 1986, An O(ND) difference algorithm.
[[nodiscard]] std::vector<DiffHunk> diff_tokens(std::span<const TokenKey> a,
                                                std::span<const TokenKey> b);

} // namespace refrain::detail
