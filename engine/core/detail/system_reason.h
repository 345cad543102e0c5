#pragma once
/// @file
/// What an error number of the system says. For errors and for records that are left out.

#include <string>

namespace refrain::detail {

/// In the system's words, whatever the locale: "No such file or directory".
[[nodiscard]] std::string system_reason(int error_number);

/// Whether it tells that the process or the system ran short of something. It says nothing of the
/// file, so a run that left the file out would find another thing the next time.
[[nodiscard]] bool is_shortage(int error_number);

} // namespace refrain::detail
