#pragma once
/// @file
/// Streams that must be files for a while: standard input that is read twice, and output that is
/// not written from front to back.

#include "refrain/report/sink.h"

#include <functional>
#include <string>

namespace refrain::cli {

/// The folder that TMPDIR names, else /tmp.
[[nodiscard]] std::string temporary_folder();

/// A descriptor of standard input as a regular file, which stands where to read it; 0 itself where
/// it is one.
/// @param folder  of the copy, which has no name there
/// @throws IoError, Cancelled
[[nodiscard]] int seekable_standard_input(const std::string& folder);

/// Lets `fill` write a file in the folder, then copies that to the sink and removes it.
/// @param fill  gets the path of an empty file, twice: to write it, and to name it in errors
/// @throws IoError, ClosedPipe, Cancelled, and what `fill` throws
void through_a_file(const std::string& folder,
                    const std::function<void(const std::string&, const std::string&)>& fill,
                    Sink& sink);

} // namespace refrain::cli
