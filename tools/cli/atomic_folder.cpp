#include "atomic_folder.h"

#include "refrain/core/error.h"

#include "interrupt.h"

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace refrain::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kInside = "kept";

} // namespace

void require_no_files_in(const std::string& target) {
  std::error_code error;
  if (fs::is_directory(target, error) && !fs::is_empty(target, error)) {
    throw IoError(target, "expected an empty folder or none", ENOTEMPTY);
  }
}

AtomicFolder::AtomicFolder(std::string target) : target_(std::move(target)) {
  require_no_files_in(target_.string());
  // A long name must not become too long by what is put around it.
  temporary_ =
      (target_.parent_path() / ("." + target_.filename().string().substr(0, 200) + ".XXXXXX"))
          .string();
  if (::mkdtemp(temporary_.data()) == nullptr) {
    const int error = errno;
    temporary_.clear();
    throw IoError(target_.string(), "cannot create the folder", error);
  }
  slot_ = remember_folder(temporary_);
  descriptor_ = ::open(temporary_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  // Inside, a folder of the permissions that the user's files have.
  if (descriptor_ < 0 || ::mkdirat(descriptor_, kInside, 0777) != 0) {
    const int error = errno;
    drop();
    throw IoError(target_.string(), "cannot create the folder", error);
  }
}

AtomicFolder::~AtomicFolder() {
  drop();
}

void AtomicFolder::drop() noexcept {
  for (int* descriptor : {&file_, &descriptor_}) {
    if (*descriptor >= 0) {
      ::close(std::exchange(*descriptor, -1));
    }
  }
  if (!temporary_.empty()) {
    std::error_code ignored;
    fs::remove_all(temporary_, ignored);
    temporary_.clear();
  }
  forget_file(std::exchange(slot_, -1));
}

Sink& AtomicFolder::begin_file(const fs::path& below) {
  end_file();
  const fs::path path = fs::path(temporary_) / kInside / below;
  name_ = (target_ / below).string();
  if (fs::path folder = path.parent_path(); folder != made_) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
      throw IoError(name_, "cannot create its folder", error.value());
    }
    made_ = std::move(folder);
  }
  file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file_ < 0) {
    throw IoError(name_, "cannot create the file", errno);
  }
  return sink_.emplace(file_, name_);
}

void AtomicFolder::end_file() {
  if (file_ < 0) {
    return;
  }
  sink_->flush();
  sink_.reset();
  if (::close(std::exchange(file_, -1)) != 0) {
    throw IoError(name_, "cannot write", errno);
  }
}

void AtomicFolder::commit() {
  end_file();
  if (::syncfs(descriptor_) != 0) {
    throw IoError(target_.string(), "cannot write to the disk", errno);
  }
  std::error_code error;
  fs::rename(fs::path(temporary_) / kInside, target_, error);
  if (error) {
    throw IoError(target_.string(), "cannot name the folder", error.value());
  }
  drop();
}

} // namespace refrain::cli
