#include "spool.h"

#include "refrain/core/error.h"
#include "refrain/report/sink.h"

#include "interrupt.h"

#include <array>
#include <cerrno>
#include <cstdlib>

#include <sys/stat.h>
#include <unistd.h>

namespace refrain::cli {

int seekable_standard_input() {
  struct stat info {};
  if (::fstat(STDIN_FILENO, &info) == 0 && S_ISREG(info.st_mode)) {
    return STDIN_FILENO;
  }
  const char* folder = std::getenv("TMPDIR");
  std::string name = std::string(folder == nullptr ? "/tmp" : folder) + "/refrain.XXXXXX";
  const int descriptor = ::mkstemp(name.data());
  if (descriptor < 0) {
    throw IoError(name, "cannot create a temporary file", errno);
  }
  ::unlink(name.c_str());
  FileSink copy(descriptor, name);
  std::array<char, 1 << 16> buffer{};
  for (;;) {
    if (stop_requested()) {
      throw Cancelled();
    }
    const ssize_t n = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (n == 0) {
      break;
    }
    if (n > 0) {
      copy.write({buffer.data(), static_cast<std::size_t>(n)});
    } else if (errno != EINTR) {
      throw IoError("standard input", "cannot read", errno);
    }
  }
  copy.flush();
  return descriptor;
}

} // namespace refrain::cli
