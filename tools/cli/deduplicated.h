#pragma once
/// @file
/// The outputs of dedup: kept records as they were, in a file, a folder or a list, and beside it
/// the list of what was removed. All of it appears complete or not at all.

#include "removed_records.h"
#include "session.h"

#include <span>
#include <string>

namespace refrain::cli {

/// What the output is made of: records of JSON Lines, or whole files.
enum class KeptAs : std::uint8_t { kLines, kFolder, kList };

/// By the name of the output: .jsonl holds records, .txt lists files, all else is a folder; records
/// alone make a file also where the name says nothing.
/// @param lines, files  whether records of files and whole files were read
/// @throws UsageError   when what was read does not fit the name
[[nodiscard]] KeptAs kept_as(bool lines, bool files, const std::string& output);

/// Where write_kept() lists what was removed: `output`.removed.jsonl.
[[nodiscard]] std::string removed_list_of(const std::string& output);

/// Sees before the search whether `output` and its list can be written.
/// @throws IoError
void require_output(const std::string& output);

/// Records that went through the writer: lines, rows, or whole files.
struct KeptCounts {
  std::uint64_t kept = 0; ///< those that the search skipped among them
  std::uint64_t removed = 0;
};

/// Writes what is kept to `output` and what was removed to removed_list_of(`output`).
/// @param session   was told read_twice() before it read the inputs
/// @param in_place  the output is an input: where nothing was removed, the list of an earlier run
///                  stays, the only record of what that removed
/// @throws IoError, Cancelled
KeptCounts write_kept(Session& session, std::span<const std::string> inputs,
                      RemovedRecords& removed, KeptAs kept, const std::string& output,
                      bool in_place);

} // namespace refrain::cli
