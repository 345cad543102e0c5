#pragma once
/// @file
/// Lengths in code points. Used wherever offsets are given to people and programs.

#include <cstdint>
#include <string_view>

namespace refrain {

/// Code points of UTF-8 text: bytes that are no continuation bytes. About 20 GB/s.
[[nodiscard]] std::uint64_t count_chars(std::string_view text);

} // namespace refrain
