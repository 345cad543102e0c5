#pragma once
/// @file
/// Progress on standard error: one line that is written over, on a terminal only.
///
/// Quirk: drawn at most ten times a second, so that a stage may report as often as it likes.

#include "refrain/core/run_control.h"

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

namespace refrain::cli {

class ProgressLine {
public:
  void enable(bool on) { on_ = on; }

  /// From any thread.
  void update(const Progress& progress);
  /// Takes the line away, before anything else is printed there.
  void clear();

private:
  std::mutex mutex_;
  bool on_ = false;
  bool shown_ = false;
  std::string stage_;
  std::chrono::steady_clock::time_point drawn_;
};

/// "1 record", "2 records".
[[nodiscard]] std::string counted(std::uint64_t n, const std::string& one, const std::string& many);

/// Prints "refrain: message" as a line of its own on standard error.
void say(const std::string& message);

} // namespace refrain::cli
