#include "refrain/report/background_sink.h"

#include <utility>

namespace refrain {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{128} << 10;
constexpr std::size_t kWaiting = 8; // buffers: a writer that is held up for a while stops nobody

} // namespace

BackgroundSink::BackgroundSink(Sink& to) : to_(to), thread_([this] { run(); }) {}

BackgroundSink::~BackgroundSink() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void BackgroundSink::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return stop_ || !waiting_.empty(); });
    if (stop_) {
      return;
    }
    std::string& bytes = waiting_.front(); // a deque moves nothing when more come
    lock.unlock();
    std::exception_ptr error;
    try {
      to_.write(bytes);
    } catch (...) {
      error = std::current_exception();
    }
    bytes.clear();
    lock.lock();
    spare_.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
    if (error) {
      error_ = error;
      waiting_.clear();
      changed_.notify_all();
      return;
    }
    changed_.notify_all();
  }
}

// Leaves an empty string with room in it.
void BackgroundSink::hand_over(std::string& bytes) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return error_ || waiting_.size() < kWaiting; });
  if (error_) {
    std::rethrow_exception(error_);
  }
  waiting_.push_back(std::move(bytes));
  bytes.clear();
  if (!spare_.empty()) {
    bytes.swap(spare_.back());
    spare_.pop_back();
  }
  lock.unlock();
  changed_.notify_all();
}

void BackgroundSink::write(std::string_view bytes) {
  filling_ += bytes;
  if (filling_.size() >= kBufferBytes) {
    hand_over(filling_);
  }
}

void BackgroundSink::take(std::string& bytes) {
  if (!filling_.empty()) {
    hand_over(filling_);
  }
  if (!bytes.empty()) {
    hand_over(bytes);
  }
}

void BackgroundSink::flush() {
  if (!filling_.empty()) {
    hand_over(filling_);
  }
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return error_ || waiting_.empty(); });
    if (error_) {
      std::rethrow_exception(error_);
    }
  }
  to_.flush();
}

} // namespace refrain
