#pragma once
/// @file
/// The charset that a page says it is in, which can be read before it is decoded. Used by the
/// readers of HTML, mail and books, in front of text/decode.h.
///
///     decode(bytes, storage, declared_charset(bytes));

#include <string_view>

namespace refrain::detail {

/// The name behind the first charset= or encoding= of the first 4096 bytes, as it stands there, a
/// view of `bytes`; empty where there is none. O(1), allocates nothing.
[[nodiscard]] std::string_view declared_charset(std::string_view bytes);

} // namespace refrain::detail
