#pragma once
/// @file
/// Text made fit for XML 1.0, in element content and in attribute values alike. Used by the writers
/// of graphs.
///
/// What XML cannot hold, not even as a reference (control characters, U+FFFE and U+FFFF, bytes that
/// are no UTF-8), comes out as U+FFFD; tabs and line ends as references, which no parser
/// normalises.

#include <string>
#include <string_view>

namespace refrain::detail {

/// O(n); runs of clean bytes are copied in blocks.
void append_xml(std::string& out, std::string_view text);

} // namespace refrain::detail
