#pragma once
/// @file
/// Bytes packed for a data block of the HTML report: a zlib stream in base64. Used by html_report.
///
/// The alphabet of base64 has no '<' and no '&', so whatever was packed, a block cannot end the
/// element that holds it.

#include <string>
#include <string_view>

namespace refrain::detail {

/// A zlib stream (RFC 1950), with its checksum.
/// @throws std::bad_alloc
[[nodiscard]] std::string deflated(std::string_view bytes);

/// Base64 with padding, without line breaks (RFC 4648).
[[nodiscard]] std::string base64(std::string_view bytes);

/// base64(deflated(bytes))
[[nodiscard]] std::string packed_block(std::string_view bytes);

} // namespace refrain::detail
