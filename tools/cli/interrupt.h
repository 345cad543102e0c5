#pragma once
/// @file
/// SIGINT, SIGTERM and SIGHUP: the run is asked to stop, its temporary files go, the exit code is
/// 128 + the signal. A second signal, or five seconds in which the run has not stopped, end the
/// process at once, temporary files removed all the same.

#include <atomic>
#include <string>

namespace refrain::cli {

/// Installs the handlers and ignores SIGPIPE and SIGXFSZ: a closed pipe, and a file that
/// must not grow, are then errors of write().
void handle_signals();

/// Set once a signal came; what RunControl::cancel points to.
[[nodiscard]] const std::atomic<bool>& stop_requested();

/// 130 for SIGINT, 143 for SIGTERM, 129 for SIGHUP.
[[nodiscard]] int signal_exit_code();

/// A file to remove when the process is ended at once. The slot is given back by
/// forget_file().
[[nodiscard]] int remember_file(const std::string& path);
/// The same for a folder, with all that is in it.
[[nodiscard]] int remember_folder(const std::string& path);
void forget_file(int slot);

} // namespace refrain::cli
