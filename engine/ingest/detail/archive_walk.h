#pragma once
/// @file
/// Walks the members of an archive under the caps of ArchiveLimits. Between ArchiveReader and the
/// readers of what is in the members, archives inside archives among them.

#include "refrain/ingest/detail/archive_reader.h"

#include <cstdint>
#include <functional>
#include <string>

namespace refrain::detail {

/// What the archives of one file have taken together; one for all levels.
struct ArchiveState {
  const Input& root;
  std::uint64_t members = 0;
  std::uint64_t bytes = 0; ///< after decompression, each level counted
  unsigned depth = 0;      ///< archives that are open
  std::string spent;       ///< the cap that ends the whole file; empty while none has
};

struct ArchiveVisitor {
  /// Reads a member to its end or not. May throw ReadFailed, which skips the rest of it.
  std::function<void(Input&, const InputFile&, ArchiveState&)> read;
  /// A member, or the archive itself, is left out in whole or in part.
  std::function<void(const InputFile&, SkipReason, const std::string&)> skip;
};

/// Calls back for every member in the order of the archive. Members get the archive's id and path
/// with their own behind a slash; a name that came before gets "#2" and so on.
/// @param outer  the state of the archive that `input` is a member of, or null
/// @throws Cancelled
void walk_archive(Input& input, ArchiveKind kind, const InputFile& file,
                  const IngestOptions& options, const RunControl& control, ArchiveState* outer,
                  const ArchiveVisitor& visitor);

} // namespace refrain::detail
