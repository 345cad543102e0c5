#include "refrain/core/source_files.h"

#include "refrain/core/error.h"
#include "refrain/core/hash.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <mutex>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace refrain {
namespace {

// More than a tick of the clock that files are stamped by.
constexpr std::int64_t kJustNow = 20'000'000;

[[noreturn]] void throw_changed(const std::string& path) {
  throw IoError(path, "changed while it was searched; large files are not copied, but read again",
                ESTALE);
}

std::size_t page_size() {
  static const auto size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return size;
}

// What is mapped in the whole process, for the handler of a signal: no locks, no memory of its own.
struct Mapping {
  std::atomic<std::uintptr_t> begin{0}; // 0: free
  std::atomic<std::uintptr_t> end{0};
  std::atomic<bool> lost{false}; // zeros took the place of some of it
};
std::array<Mapping, 4 * SourceFiles::kMostFiles> mappings;
struct sigaction handler_before {};

// A page of a mapped file is gone: zeros take its place. Any other fault goes to who had it before.
void on_bus_error(int number, siginfo_t* info, void* context) {
  const int error = errno;
  const auto at = reinterpret_cast<std::uintptr_t>(info->si_addr);
  for (Mapping& mapping : mappings) {
    if (mapping.begin.load() != 0 && mapping.begin.load() <= at && at < mapping.end.load()) {
      char* page = static_cast<char*>(info->si_addr) - at % page_size();
      void* zeros =
          ::mmap(page, page_size(), PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
      if (zeros != MAP_FAILED) {
        mapping.lost = true;
        errno = error;
        return;
      }
    }
  }
  if ((handler_before.sa_flags & SA_SIGINFO) != 0) {
    handler_before.sa_sigaction(number, info, context);
  } else if (handler_before.sa_handler != SIG_DFL && handler_before.sa_handler != SIG_IGN) {
    handler_before.sa_handler(number);
  } else {
    ::signal(SIGBUS, SIG_DFL);
    if (info->si_code <= 0) { // sent by a process; a fault comes again by itself
      ::raise(number);
    }
  }
}

void handle_bus_errors() {
  static std::once_flag once;
  std::call_once(once, [] {
    (void)page_size(); // asked for now, not in the handler
    struct sigaction action {};
    action.sa_sigaction = on_bus_error;
    action.sa_flags = SA_SIGINFO | SA_NODEFER;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGBUS, &action, &handler_before);
  });
}

// False when too many are mapped.
bool enter_mapping(std::uintptr_t begin, std::uintptr_t end) {
  handle_bus_errors();
  for (Mapping& mapping : mappings) {
    std::uintptr_t none = 0;
    if (mapping.begin.load() == 0 && mapping.begin.compare_exchange_strong(none, begin)) {
      mapping.lost = false;
      mapping.end = end;
      return true;
    }
  }
  return false;
}

bool has_lost(std::uintptr_t begin) {
  return std::any_of(mappings.begin(), mappings.end(), [&](const Mapping& mapping) {
    return mapping.begin.load() == begin && mapping.lost.load();
  });
}

void leave_mapping(std::uintptr_t begin) {
  for (Mapping& mapping : mappings) {
    if (mapping.begin.load() == begin) {
      mapping.end = 0;
      mapping.begin = 0;
    }
  }
}

} // namespace

SourceFiles::~SourceFiles() {
  for (const File& file : files_) {
    ::close(file.descriptor);
    if (file.mapped != nullptr) {
      leave_mapping(reinterpret_cast<std::uintptr_t>(file.mapped));
      ::munmap(file.mapped, file.mapped_size);
    }
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

const char* SourceFiles::map(std::uint64_t address) {
  // Where the size is a multiple of a page, the padding is a page of its own: memory without a file
  // first, the file over its beginning then.
  File& file = files_[index_at(address)];
  if (file.mapped != nullptr || file.size == 0 || file.size > SIZE_MAX - 2 * kMapPadding) {
    return file.mapped;
  }
  const auto size = static_cast<std::size_t>(file.size);
  const std::size_t whole = (size / page_size() + 2) * page_size();
  void* room =
      ::mmap(nullptr, whole, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (room == MAP_FAILED) {
    return nullptr;
  }
  const auto begin = reinterpret_cast<std::uintptr_t>(room);
  if (::mmap(room, size, PROT_READ, MAP_SHARED | MAP_FIXED, file.descriptor, 0) == MAP_FAILED ||
      !enter_mapping(begin, begin + whole)) {
    ::munmap(room, whole);
    return nullptr;
  }
  file.mapped = static_cast<char*>(room);
  file.mapped_size = whole;
  file.samples = hash_of_samples(file);
  return file.mapped;
}

// Of the first bytes, the last ones, and some at equal distances between.
std::uint64_t SourceFiles::hash_of_samples(const File& file) {
  constexpr std::uint64_t kSamples = 16;
  constexpr std::uint64_t kBytes = 256;
  const std::uint64_t bytes = std::min(kBytes, file.size);
  std::uint64_t hash = 0;
  for (std::uint64_t i = 0; i < kSamples; ++i) {
    const std::uint64_t at = (file.size - bytes) / (kSamples - 1) * i;
    hash = hash_bytes({file.mapped + (i + 1 < kSamples ? at : file.size - bytes),
                       static_cast<std::size_t>(bytes)},
                      hash);
  }
  return hash;
}

void SourceFiles::forget(const char* begin, const char* end) const {
  for (const File& file : files_) {
    if (file.mapped == nullptr || begin < file.mapped || end > file.mapped + file.mapped_size) {
      continue;
    }
    const std::size_t page = page_size();
    const auto first = static_cast<std::size_t>(begin - file.mapped) / page * page;
    const auto last = static_cast<std::size_t>(end - file.mapped) / page * page;
    if (first < last) {
      ::madvise(file.mapped + first, last - first, MADV_DONTNEED);
    }
    return;
  }
}

std::size_t SourceFiles::index_at(std::uint64_t address) const {
  const auto next =
      std::upper_bound(files_.begin(), files_.end(), address,
                       [](std::uint64_t place, const File& file) { return place < file.begin; });
  return static_cast<std::size_t>(next - files_.begin()) - 1;
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
    const bool lost =
        file.mapped != nullptr && has_lost(reinterpret_cast<std::uintptr_t>(file.mapped));
    if (file.mapped != nullptr && !lost && static_cast<std::uint64_t>(status.st_size) > file.size &&
        hash_of_samples(file) == file.samples) {
      continue;
    }
    if (static_cast<std::uint64_t>(status.st_size) != file.size ||
        status.st_mtim.tv_sec != file.seconds || status.st_mtim.tv_nsec != file.nanoseconds) {
      throw_changed(file.path);
    }
    if (lost) { // the size is what it was: the system could not read it
      throw IoError(file.path, "cannot read", EIO);
    }
  }
}

void SourceFiles::changed(std::uint64_t address) const {
  throw_changed(file_at(address).path);
}

} // namespace refrain
