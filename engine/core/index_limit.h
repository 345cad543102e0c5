#pragma once
/// @file
/// What an index of 32 bits can name: more is an error, and never another item's number.

#include "refrain/core/types.h"

#include <cstdint>

namespace refrain {

/// Items that indexes below kNone name.
inline constexpr std::uint64_t kMaxItems = kNone;

/// @param what  the items, as "passages"
/// @throws InvalidArgument  when there are more than `most`
void check_count(const char* what, std::uint64_t count, std::uint64_t most = kMaxItems);

} // namespace refrain
