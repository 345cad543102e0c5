#include "atomic_file.h"

#include "interrupt.h"

#include <cerrno>
#include <cstdlib>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace refrain::cli {

AtomicFile::AtomicFile(const std::string& path) : path_(path), target_(path) {
  struct stat info {};
  const bool exists = ::stat(path.c_str(), &info) == 0;
  if (exists && S_ISDIR(info.st_mode)) {
    throw IoError(path, "cannot write", EISDIR);
  }
  if (exists && !S_ISREG(info.st_mode)) {
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor_ < 0) {
      throw IoError(path, "cannot open for writing", errno);
    }
    sink_ = std::make_unique<FileSink>(descriptor_, path_);
    return;
  }
  if (exists) {
    if (::access(path.c_str(), W_OK) != 0) {
      throw IoError(path, "cannot write", errno);
    }
    if (char* real = ::realpath(path.c_str(), nullptr)) {
      target_ = real;
      std::free(real); // NOLINT: realpath allocates with malloc
    }
  }
  const std::size_t slash = target_.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : target_.substr(0, slash + 1);
  const std::string name = slash == std::string::npos ? target_ : target_.substr(slash + 1);
  // A long name must not become too long by what is put around it.
  temporary_ = folder + "." + name.substr(0, 200) + ".XXXXXX";
  descriptor_ = ::mkostemp(temporary_.data(), O_CLOEXEC);
  if (descriptor_ < 0) {
    temporary_.clear();
    throw IoError(path, "cannot create the file", errno);
  }
  slot_ = remember_file(temporary_);
  const mode_t mask = ::umask(0);
  ::umask(mask);
  const mode_t mode = exists ? info.st_mode & 07777U : 0666U & ~mask;
  if (::fchmod(descriptor_, mode) != 0) {
    const int error = errno;
    drop();
    throw IoError(path, "cannot set the mode", error);
  }
  sink_ = std::make_unique<FileSink>(descriptor_, path_);
}

AtomicFile::~AtomicFile() {
  drop();
}

void AtomicFile::drop() noexcept {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
    descriptor_ = -1;
  }
  if (!temporary_.empty()) {
    ::unlink(temporary_.c_str());
    temporary_.clear();
  }
  forget_file(slot_);
  slot_ = -1;
}

void AtomicFile::commit() {
  sink_->flush();
  if (!temporary_.empty() && ::fsync(descriptor_) != 0) {
    throw IoError(path_, "cannot write to the disk", errno);
  }
  const int descriptor = descriptor_;
  descriptor_ = -1;
  if (::close(descriptor) != 0) {
    throw IoError(path_, "cannot write", errno);
  }
  if (!temporary_.empty()) {
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) {
      throw IoError(path_, "cannot replace the file", errno);
    }
    temporary_.clear();
  }
  drop();
}

} // namespace refrain::cli
