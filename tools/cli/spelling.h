#pragma once
/// @file
/// What a misspelt verb or option was meant to be.

#include <span>
#include <string>
#include <string_view>

namespace refrain::cli {

/// "; did you mean --threshold?" for the candidate that `word` is the beginning of, or from which
/// it is at most a third of its letters away (one inserted, lost, changed, or two swapped); the
/// first of equally near ones. Empty when none is near.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       std::span<const std::string> candidates);

} // namespace refrain::cli
