#pragma once
/// @file
/// Which texts have copies, asked in ascending order. Used where records sorted by text meet the
/// groups of copies.

#include "refrain/pipeline/detail/disk_copies.h"

#include <cstdint>

namespace refrain::detail {

/// Members of a group in DiskCopies::members; a size of 0 means no copies.
struct MemberRange {
  std::uint64_t begin = 0;
  std::uint64_t size = 0;
};

class GroupCursor {
public:
  explicit GroupCursor(const DiskCopies& copies) : cursor_(copies.groups) {
    more_ = cursor_.next(group_);
  }

  /// The group of a text, or null. Texts must come in ascending order.
  [[nodiscard]] const CopyGroup* find(PassageIndex text) {
    while (more_ && group_.text < text) {
      more_ = cursor_.next(group_);
    }
    return more_ && group_.text == text ? &group_ : nullptr;
  }

  [[nodiscard]] MemberRange members_of(PassageIndex text) {
    const CopyGroup* group = find(text);
    return group == nullptr ? MemberRange{} : MemberRange{group->begin, group->size};
  }

private:
  RecordCursor<CopyGroup> cursor_;
  CopyGroup group_;
  bool more_;
};

} // namespace refrain::detail
