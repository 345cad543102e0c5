#include "refrain/core/source_files.h"

#include "refrain/core/error.h"

#include <algorithm>
#include <cerrno>
#include <ctime>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace refrain {
namespace {

// More than a tick of the clock that files are stamped by.
constexpr std::int64_t kJustNow = 20'000'000;

[[noreturn]] void throw_changed(const std::string& path) {
  throw IoError(path,
                "changed while it was searched; within a limit of memory texts are read from it "
                "again",
                ESTALE);
}

} // namespace

SourceFiles::~SourceFiles() {
  for (const File& file : files_) {
    ::close(file.descriptor);
  }
}

std::optional<std::uint64_t> SourceFiles::add(int descriptor, const std::string& path) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  struct stat status {};
  timespec now{};
  if (files_.size() >= kMostFiles || ::fstat(descriptor, &status) != 0 ||
      !S_ISREG(status.st_mode) || ::clock_gettime(CLOCK_REALTIME, &now) != 0) {
    return std::nullopt;
  }
  const std::int64_t age =
      (now.tv_sec - status.st_mtim.tv_sec) * kSecond + (now.tv_nsec - status.st_mtim.tv_nsec);
  File file;
  file.begin = files_.empty() ? 0 : files_.back().begin + files_.back().size;
  file.size = static_cast<std::uint64_t>(status.st_size);
  if (age < kJustNow || file.size > kMostBytes - file.begin) {
    return std::nullopt;
  }
  file.seconds = status.st_mtim.tv_sec;
  file.nanoseconds = status.st_mtim.tv_nsec;
  file.path = path;
  file.descriptor = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  if (file.descriptor < 0) {
    return std::nullopt;
  }
  files_.push_back(std::move(file));
  return files_.back().begin;
}

const SourceFiles::File& SourceFiles::file_at(std::uint64_t address) const {
  const auto next =
      std::upper_bound(files_.begin(), files_.end(), address,
                       [](std::uint64_t place, const File& file) { return place < file.begin; });
  return *std::prev(next);
}

std::uint64_t SourceFiles::end_of(std::uint64_t address) const {
  const File& file = file_at(address);
  return file.begin + file.size;
}

std::size_t SourceFiles::read(std::uint64_t address, char* to, std::size_t size) const {
  std::size_t done = 0;
  while (done < size) {
    const File& file = file_at(address + done);
    const std::uint64_t offset = address + done - file.begin;
    if (offset >= file.size) {
      break; // behind the last file
    }
    const auto wanted =
        static_cast<std::size_t>(std::min<std::uint64_t>(size - done, file.size - offset));
    const ssize_t n = ::pread(file.descriptor, to + done, wanted, static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n < 0) {
      throw IoError(file.path, "cannot read", errno);
    }
    if (n == 0) {
      throw_changed(file.path);
    }
    done += static_cast<std::size_t>(n);
  }
  return done;
}

void SourceFiles::check() const {
  for (const File& file : files_) {
    struct stat status {};
    if (::fstat(file.descriptor, &status) != 0) {
      throw IoError(file.path, "cannot read", errno);
    }
    if (static_cast<std::uint64_t>(status.st_size) != file.size ||
        status.st_mtim.tv_sec != file.seconds || status.st_mtim.tv_nsec != file.nanoseconds) {
      throw_changed(file.path);
    }
  }
}

void SourceFiles::changed(std::uint64_t address) const {
  throw_changed(file_at(address).path);
}

} // namespace refrain
