#pragma once
/// @file
/// What the text around a token says about where sentences and clauses begin, also in text whose
/// punctuation was lost. For statement_text.h.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace refrain::points {

/// What the text around a token, or the token itself, says.
enum TokenMark : std::uint8_t {
  kUnitStart = 1,   ///< a unit begins here
  kClauseStart = 2, ///< punctuation, or a gap that lost its punctuation, stands before it
  kCapital = 4,     ///< begins with an upper-case letter
};

/// Upper case by the bytes of Latin, Greek and Cyrillic; other scripts have none.
[[nodiscard]] bool is_capital(std::string_view token);

/// The mark of a token by what stands between it and the token before it in the same sentence.
[[nodiscard]] std::uint8_t mark_of(std::string_view before, std::string_view gap_text,
                                   std::string_view token);

/// Where the web address ends whose scheme ends at `end`; 0 where a token that ends there is none.
[[nodiscard]] std::size_t address_after(std::string_view text, std::size_t end);

/// Cuts units that are too long at the last clause in reach, or where they are.
/// @param first  the marks before it stay as they are
void cut_long_units(std::vector<std::uint8_t>& marks, std::size_t first);

} // namespace refrain::points
