#pragma once
/// @file
/// Streams that must be files for a while, in the folder TMPDIR names: standard input that is read
/// twice, and output that is not written from front to back.

#include "refrain/report/sink.h"

#include <functional>
#include <string>

namespace refrain::cli {

/// A descriptor of standard input as a regular file; 0 itself where it is one.
/// @throws IoError, Cancelled
[[nodiscard]] int seekable_standard_input(const std::string& folder);

/// Lets `fill` write a temporary file, then copies that to the sink and removes it.
/// @param fill  gets the path of an empty file, twice: to write it, and to name it in errors
/// @throws IoError, ClosedPipe, Cancelled, and what `fill` throws
void through_a_file(const std::function<void(const std::string&, const std::string&)>& fill,
                    Sink& sink);

} // namespace refrain::cli
