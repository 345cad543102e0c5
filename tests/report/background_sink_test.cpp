#include "refrain/report/background_sink.h"

#include <cerrno>
#include <chrono>
#include <string>
#include <thread>

#include <gtest/gtest.h>

namespace refrain {
namespace {

// Writes slowly, and fails when it has taken `limit` bytes.
class Inner final : public Sink {
public:
  explicit Inner(std::size_t limit = std::size_t(-1)) : limit_(limit) {}
  void write(std::string_view bytes) override {
    std::this_thread::sleep_for(std::chrono::microseconds(200));
    if (text.size() + bytes.size() > limit_) {
      ++failures;
      throw ClosedPipe("inner", "cannot write", EPIPE);
    }
    text += bytes;
  }
  void flush() override { ++flushes; }

  std::string text;
  int flushes = 0;
  int failures = 0;

private:
  std::size_t limit_;
};

std::string piece(int i) {
  return std::string(static_cast<std::size_t>(i) * 37 % 5000, static_cast<char>('a' + i % 26));
}

TEST(BackgroundSink, WritesAllBytesInOrder) {
  Inner inner;
  BackgroundSink sink(inner);
  std::string expected;
  for (int i = 0; i < 3000; ++i) {
    std::string bytes = piece(i);
    expected += bytes;
    if (i % 3 == 0) {
      sink.take(bytes);
      EXPECT_TRUE(bytes.empty());
    } else {
      sink.write(bytes);
    }
    if (i % 500 == 0) {
      sink.flush();
      EXPECT_EQ(inner.text.size(), expected.size());
    }
  }
  sink.flush();
  EXPECT_EQ(inner.text, expected);
  EXPECT_EQ(inner.flushes, 7);
}

TEST(BackgroundSink, ThrowsWhatTheInnerSinkThrewAndWritesNothingAfterIt) {
  Inner inner(1'000'000);
  BackgroundSink sink(inner);
  EXPECT_THROW(
      {
        for (int i = 0; i < 100'000; ++i) {
          sink.write(piece(i));
        }
      },
      ClosedPipe);
  EXPECT_THROW(sink.flush(), ClosedPipe);
  std::string more(200'000, 'x');
  EXPECT_THROW(sink.take(more), ClosedPipe);
  EXPECT_EQ(inner.failures, 1);
  EXPECT_EQ(inner.flushes, 0);
  EXPECT_LE(inner.text.size(), 1'000'000U);
}

TEST(BackgroundSink, EndsWithoutAFlush) {
  Inner inner;
  {
    BackgroundSink sink(inner);
    for (int i = 0; i < 1000; ++i) {
      sink.write(piece(i));
    }
  }
  EXPECT_EQ(inner.flushes, 0);
}

} // namespace
} // namespace refrain
