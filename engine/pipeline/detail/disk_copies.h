#pragma once
/// @file
/// Exact copies on disk: the groups of verify/copies.h without their members in memory. Second step
/// of the search on disk.

#include "refrain/pipeline/detail/disk_work.h"
#include "refrain/pipeline/detail/passage_store.h"

#include <cstdint>
#include <vector>

namespace refrain::detail {

/// Equal passages; their text is the first of them.
struct CopyGroup {
  PassageIndex text = 0;
  PassageIndex head = 0; ///< the earliest of them: their representative if it comes to that
  DateKey head_date;
  std::uint64_t begin = 0; ///< of its members
  std::uint64_t size = 0;
};

struct DiskCopies {
  explicit DiskCopies(TempFolder& folder) : groups(folder), members(folder) {}

  RecordFile<CopyGroup> groups;     ///< of two and more, by text
  RecordFile<PassageIndex> members; ///< group after group, ascending
  /// Passages to compare: those with tokens but for copies of another. One bit a passage.
  std::vector<bool> active;
};

[[nodiscard]] DiskCopies group_copies(const PassageStore& store, const DiskWork& work);

} // namespace refrain::detail
