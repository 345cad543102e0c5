#pragma once
/// @file
/// Standard input that can be read twice: a pipe is copied to a file without a name.

#include <string>

namespace refrain::cli {

/// A descriptor of standard input as a regular file; 0 itself where it is one.
/// @throws IoError, Cancelled
[[nodiscard]] int seekable_standard_input();

} // namespace refrain::cli
