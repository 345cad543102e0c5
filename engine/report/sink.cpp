#include "refrain/report/sink.h"

#include <cerrno>

#include <poll.h>
#include <unistd.h>

namespace refrain {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{256} << 10;
// From here on a copy into the buffer costs more than a system call of its own.
constexpr std::size_t kDirectBytes = std::size_t{64} << 10;

} // namespace

FileSink::FileSink(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)) {
  buffer_.reserve(kBufferBytes);
}

void FileSink::write(std::string_view bytes) {
  if (bytes.size() >= kDirectBytes) {
    flush();
    write_all(bytes);
    return;
  }
  if (buffer_.size() + bytes.size() > kBufferBytes) {
    flush();
  }
  buffer_ += bytes;
}

void FileSink::flush() {
  // Emptied first: after an error the same bytes must not be tried again.
  if (buffer_.empty()) {
    return;
  }
  std::string bytes;
  bytes.swap(buffer_);
  write_all(bytes);
  bytes.clear();
  buffer_.swap(bytes);
}

void FileSink::write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor_, bytes.data(), bytes.size());
    if (n >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(n));
      written_ += static_cast<std::uint64_t>(n);
    } else if (errno == EPIPE) {
      throw ClosedPipe(name_, "cannot write", errno);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      pollfd ready{descriptor_, POLLOUT, 0};
      ::poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      throw IoError(name_, "cannot write", errno);
    }
  }
}

} // namespace refrain
