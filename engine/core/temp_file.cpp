#include "refrain/core/temp_file.h"

#include <cerrno>
#include <cstdlib>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace refrain {
namespace {

// A file that has no name, or whose name is gone at once where the file system has no such files.
int open_unnamed(const std::string& folder) {
#ifdef O_TMPFILE
  const int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor >= 0) {
    return descriptor;
  }
#endif
  std::string name = folder + "/refrain.XXXXXX";
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named < 0) {
    throw IoError(folder, "cannot create a temporary file", errno);
  }
  ::unlink(name.c_str());
  return named;
}

} // namespace

TempFolder::TempFolder(std::string path) : path_(std::move(path)) {
  ::close(open_unnamed(path_));
}

TempFile::~TempFile() {
  clear();
}

TempFile::TempFile(TempFile&& other) noexcept
    : folder_(other.folder_), descriptor_(std::exchange(other.descriptor_, -1)),
      size_(std::exchange(other.size_, 0)) {}

TempFile& TempFile::operator=(TempFile&& other) noexcept {
  if (this != &other) {
    clear();
    folder_ = other.folder_;
    descriptor_ = std::exchange(other.descriptor_, -1);
    size_ = std::exchange(other.size_, 0);
  }
  return *this;
}

void TempFile::append(const void* bytes, std::size_t size) {
  if (descriptor_ < 0) {
    descriptor_ = open_unnamed(folder_->path());
  }
  const char* from = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t n = ::pwrite(descriptor_, from, size, static_cast<off_t>(size_));
    if (n < 0) {
      if (errno == EINTR) {
        continue;
      }
      throw IoError(folder_->path(), "cannot write a temporary file", errno);
    }
    from += n;
    size -= static_cast<std::size_t>(n);
    size_ += static_cast<std::uint64_t>(n);
    folder_->written_ += static_cast<std::uint64_t>(n);
  }
}

void TempFile::read(std::uint64_t offset, void* to, std::size_t size) const {
  char* place = static_cast<char*>(to);
  while (size > 0) {
    const ssize_t n = ::pread(descriptor_, place, size, static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n <= 0) {
      throw IoError(folder_->path(), "cannot read a temporary file", n < 0 ? errno : EIO);
    }
    place += n;
    offset += static_cast<std::uint64_t>(n);
    size -= static_cast<std::size_t>(n);
  }
}

void TempFile::clear() noexcept {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
    descriptor_ = -1;
  }
  size_ = 0;
}

} // namespace refrain
