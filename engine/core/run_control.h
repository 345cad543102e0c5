#pragma once
/// @file
/// Progress and cancellation of long work, handed down from the caller through every stage.
///
///     RunControl control;
///     control.on_progress = [](const Progress& p) { ... };
///     control.cancel = &stop_requested;   // std::atomic<bool>
///
/// Quirks: on_progress may be called from any thread, one call at a time in the whole process, so
/// it should return soon and must not call the library. What it throws ends the work, and is thrown
/// by the call that the work was for.

#include <atomic>
#include <cstdint>
#include <functional>
#include <string_view>

namespace refrain {

struct Progress {
  std::string_view stage; ///< "read", "sketch", "verify", ...
  std::uint64_t done = 0;
  std::uint64_t total = 0; ///< 0 where it is not known
};

struct RunControl {
  std::function<void(const Progress&)> on_progress = {};
  const std::atomic<bool>* cancel = nullptr;

  /// @throws Cancelled when the caller asked for it. Cheap: once per batch, not per item.
  void check() const;
  /// Calls on_progress where there is one. Cheap: once per batch.
  void report(std::string_view stage, std::uint64_t done, std::uint64_t total) const;
};

} // namespace refrain
