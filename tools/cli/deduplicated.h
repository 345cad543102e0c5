#pragma once
/// @file
/// The outputs of dedup: kept records as they were, in a file, a folder or a list, and beside it
/// the list of what was removed. All of it appears complete or not at all.

#include "refrain/pipeline/removals.h"
#include "refrain/text/corpus.h"

#include "session.h"

#include <span>
#include <string>
#include <vector>

namespace refrain::cli {

/// What the output is made of: records of JSON Lines, or whole files.
enum class KeptAs : std::uint8_t { kLines, kFolder, kList };

/// By the name of the output: .jsonl holds records, .txt lists files, all else is a folder; records
/// alone make a file also where the name says nothing.
/// @throws UsageError  when what was read does not fit the name
[[nodiscard]] KeptAs kept_as(const Corpus& corpus, const std::string& output);

/// Writes what is kept to `output` and what was removed to `output`.removed.jsonl.
/// @throws IoError, Cancelled
void write_kept(Session& session, std::span<const std::string> inputs, const Corpus& corpus,
                std::span<const Removal> removals, KeptAs kept, const std::string& output);

} // namespace refrain::cli
