#pragma once
/// @file
/// How a long call works: in a thread of its own, without Python's lock, while the thread that
/// called looks for signals and hands progress on.
///
///     Work work(progress);                       // a callable, or None
///     work.run([&] { found = find(..., work.control()); });
///
/// Quirks: Ctrl-C reaches Python's main thread only, so it cancels a call of that thread. The
/// progress function is called by the calling thread, a few times a second; what it throws ends the
/// work and is thrown by run().

#include "refrain/core/run_control.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>

#include <pybind11/pybind11.h>

namespace refrain::python {

namespace py = pybind11;

class Work {
public:
  /// @throws py::type_error  when progress is neither None nor callable
  explicit Work(py::object progress);
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;

  /// For the work; refers to this object.
  [[nodiscard]] RunControl control();

  /// Runs `body` to its end, and throws what it threw. One call at a time; with Python's lock.
  /// @throws py::error_already_set  KeyboardInterrupt, or what a signal handler or the progress
  ///                                function raised
  void run(const std::function<void()>& body);

private:
  void look_around();

  py::object progress_;
  std::atomic<bool> cancel_{false};
  std::mutex mutex_; // of what follows
  std::string stage_;
  std::uint64_t done_ = 0;
  std::uint64_t total_ = 0;
  bool news_ = false;
};

} // namespace refrain::python
