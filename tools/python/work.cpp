#include "work.h"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <optional>
#include <thread>
#include <utility>

namespace refrain::python {
namespace {

constexpr std::chrono::milliseconds kBetweenLooks{50};

} // namespace

Work::Work(py::object progress) : progress_(std::move(progress)) {
  if (!progress_.is_none() && PyCallable_Check(progress_.ptr()) == 0) {
    throw py::type_error("progress: expected a function of (stage, done, total), found " +
                         std::string(Py_TYPE(progress_.ptr())->tp_name));
  }
}

RunControl Work::control() {
  RunControl control;
  control.cancel = &cancel_;
  if (!progress_.is_none()) {
    control.on_progress = [this](const Progress& progress) {
      const std::lock_guard lock(mutex_);
      stage_ = progress.stage;
      done_ = progress.done;
      total_ = progress.total;
      news_ = true;
    };
  }
  return control;
}

// With Python's lock.
void Work::look_around() {
  if (PyErr_CheckSignals() != 0) {
    throw py::error_already_set();
  }
  std::unique_lock lock(mutex_);
  if (std::exchange(news_, false)) {
    const py::str stage(stage_);
    const std::uint64_t done = done_;
    const std::uint64_t total = total_;
    lock.unlock();
    progress_(stage, done, total);
  }
}

void Work::run(const std::function<void()>& body) {
  cancel_ = false;
  std::exception_ptr failed;
  std::exception_ptr stopped;
  std::mutex mutex;
  std::condition_variable ended;
  bool end = false;
  {
    const py::gil_scoped_release released;
    std::thread thread([&] {
      try {
        body();
      } catch (...) {
        failed = std::current_exception();
      }
      const std::lock_guard lock(mutex);
      end = true;
      ended.notify_one();
    });
    std::unique_lock lock(mutex);
    while (!ended.wait_for(lock, kBetweenLooks, [&] { return end; })) {
      if (stopped) {
        continue;
      }
      lock.unlock();
      {
        const py::gil_scoped_acquire acquired;
        try {
          look_around();
        } catch (...) {
          stopped = std::current_exception();
          cancel_ = true;
        }
      }
      lock.lock();
    }
    lock.unlock();
    thread.join();
  }
  if (stopped) {
    std::rethrow_exception(stopped);
  }
  if (failed) {
    std::rethrow_exception(failed);
  }
  look_around();
}

} // namespace refrain::python
