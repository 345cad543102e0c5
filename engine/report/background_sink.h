#pragma once
/// @file
/// A sink that another thread empties, so that records are made while those before them are
/// written. Around a FileSink, where much is written.
///
///     BackgroundSink sink(file);  write_records(sink);  sink.flush();
///
/// Quirks: an error of the inner sink is thrown by a later call, flush() at the latest. The inner
/// sink belongs to the thread until flush() has returned. As in every sink nothing is written on
/// destruction: what is not flushed may be lost.

#include "refrain/report/sink.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace refrain {

class BackgroundSink final : public Sink {
public:
  explicit BackgroundSink(Sink& to);
  ~BackgroundSink() override;

  void write(std::string_view bytes) override;
  void take(std::string& bytes) override;
  void flush() override;

private:
  void run();
  void hand_over(std::string& bytes);

  Sink& to_;
  std::string filling_;

  std::mutex mutex_; // guards what follows
  std::condition_variable changed_;
  std::deque<std::string> waiting_; // the first is being written
  std::vector<std::string> spare_;
  std::exception_ptr error_;
  bool stop_ = false;
  std::thread thread_;
};

} // namespace refrain
