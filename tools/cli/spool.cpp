#include "spool.h"

#include "refrain/core/error.h"
#include "refrain/report/sink.h"

#include "interrupt.h"

#include <array>
#include <cerrno>
#include <cstdlib>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace refrain::cli {
namespace {

constexpr const char* kName = "/refrain.XXXXXX"; // behind the folder

void copy_all(int from, const std::string& named, Sink& to) {
  std::array<char, 1 << 16> buffer{};
  for (;;) {
    if (stop_requested()) {
      throw Cancelled();
    }
    const ssize_t n = ::read(from, buffer.data(), buffer.size());
    if (n == 0) {
      break;
    }
    if (n > 0) {
      to.write({buffer.data(), static_cast<std::size_t>(n)});
    } else if (errno != EINTR) {
      throw IoError(named, "cannot read", errno);
    }
  }
  to.flush();
}

/// A file of its own that goes with it, also when a signal ends the process.
class TemporaryFile {
public:
  explicit TemporaryFile(const std::string& folder) : path_(folder + kName) {
    descriptor_ = ::mkostemp(path_.data(), O_CLOEXEC);
    if (descriptor_ < 0) {
      throw IoError(path_, "cannot create a temporary file", errno);
    }
    slot_ = remember_file(path_);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    ::close(descriptor_);
    ::unlink(path_.c_str());
    forget_file(slot_);
  }

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] int descriptor() const { return descriptor_; }

private:
  std::string path_;
  int descriptor_ = -1;
  int slot_ = -1;
};

} // namespace

std::string temporary_folder() {
  const char* folder = std::getenv("TMPDIR");
  return folder == nullptr || *folder == '\0' ? "/tmp" : folder;
}

int seekable_standard_input(const std::string& folder) {
  struct stat info {};
  if (::fstat(STDIN_FILENO, &info) == 0 && S_ISREG(info.st_mode)) {
    return STDIN_FILENO;
  }
  std::string name = folder + kName;
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) {
    throw IoError(name, "cannot create a temporary file", errno);
  }
  ::unlink(name.c_str());
  FileSink copy(descriptor, name);
  copy_all(STDIN_FILENO, "standard input", copy);
  ::lseek(descriptor, 0, SEEK_SET);
  return descriptor;
}

void through_a_file(const std::string& folder,
                    const std::function<void(const std::string&, const std::string&)>& fill,
                    Sink& sink) {
  const TemporaryFile file(folder);
  fill(file.path(), file.path());
  copy_all(file.descriptor(), file.path(), sink);
}

} // namespace refrain::cli
