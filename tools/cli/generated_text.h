#pragma once
/// @file
/// Texts that are made from the definitions of the options: overview, completion, man page.

#include "verb.h"

#include <memory>
#include <string>
#include <vector>

namespace refrain::cli {

using VerbList = std::vector<std::unique_ptr<Verb>>;

/// What --help shows without a verb.
[[nodiscard]] std::string overview(const VerbList& verbs);

/// A script for the shell: bash, zsh or fish.
/// @throws UsageError
[[nodiscard]] std::string completion(const std::string& shell, const VerbList& verbs);

/// refrain(1) in roff.
[[nodiscard]] std::string man_page(const VerbList& verbs, const std::string& version);

} // namespace refrain::cli
