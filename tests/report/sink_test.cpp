#include "refrain/report/sink.h"

#include <array>
#include <csignal>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace refrain {
namespace {

TEST(FileSink, WritesAllBytesInOrder) {
  std::array<char, 32> name{"/tmp/refrain-sink-XXXXXX"};
  const int descriptor = ::mkstemp(name.data());
  ASSERT_GE(descriptor, 0);
  FileSink sink(descriptor, "file");
  std::string expected;
  for (int i = 0; i < 3000; ++i) {
    const std::string piece(static_cast<std::size_t>(i % 700), static_cast<char>('a' + i % 26));
    sink.write(piece);
    expected += piece;
  }
  const std::string large(1 << 20, 'z');
  sink.write(large);
  sink.flush();
  expected += large;
  EXPECT_EQ(sink.written(), expected.size());
  std::string found(expected.size(), '\0');
  EXPECT_EQ(::pread(descriptor, found.data(), found.size(), 0),
            static_cast<ssize_t>(expected.size()));
  EXPECT_EQ(found, expected);
  ::close(descriptor);
  ::unlink(name.data());
}

TEST(FileSink, SaysThatTheDiskIsFull) {
  const int descriptor = ::open("/dev/full", O_WRONLY);
  if (descriptor < 0) {
    GTEST_SKIP() << "this system has no /dev/full";
  }
  FileSink sink(descriptor, "out.json");
  sink.write("x");
  try {
    sink.flush();
    ADD_FAILURE() << "expected IoError";
  } catch (const IoError& error) {
    EXPECT_EQ(error.path(), "out.json");
    EXPECT_NE(std::string(error.what()).find("No space left"), std::string::npos);
  }
  sink.flush(); // what could not be written is not tried again
  ::close(descriptor);
}

TEST(FileSink, TellsAClosedPipeFromOtherErrors) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  ::close(ends[0]);
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  FileSink sink(ends[1], "pipe");
  sink.write("x");
  EXPECT_THROW(sink.flush(), ClosedPipe);
  ::close(ends[1]);
  std::signal(SIGPIPE, before);
}

} // namespace
} // namespace refrain
