#include "interrupt.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace refrain::cli {
namespace {

constexpr std::size_t kSlots = 32;
constexpr std::size_t kPathBytes = 4096;

std::atomic<bool> stop{false};
volatile std::sig_atomic_t signal_number = SIGINT;

// Only what a signal handler may touch: fixed memory, a flag a slot.
struct Slot {
  std::atomic<bool> used{false};
  bool folder = false;
  std::array<char, kPathBytes> path{};
};
std::array<Slot, kSlots> slots;

// A run that waits for the reader of a pipe looks at no flag until that reader goes on.
constexpr unsigned kSecondsToStop = 5;

// What getdents64() fills: this, the name behind it, then the next.
struct Entry {
  std::uint64_t inode;
  std::int64_t next;
  std::uint16_t size;
  unsigned char type;
};
constexpr std::size_t kNameAt = offsetof(Entry, type) + 1;

[[nodiscard]] bool is_dots(const char* name) {
  return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

// Removes what is in a folder up to the first folder that holds something, and opens that; -1 when
// there is none.
[[nodiscard]] int remove_entries(int folder, bool& removed) {
  alignas(Entry) std::array<char, 8192> buffer;
  for (bool again = true; again;) { // a removal may hide an entry from a reading that goes on
    again = false;
    ::lseek(folder, 0, SEEK_SET);
    for (long end = 0;
         (end = ::syscall(SYS_getdents64, folder, buffer.data(), buffer.size())) > 0;) {
      for (long at = 0; at < end;) {
        const char* name = buffer.data() + at + kNameAt;
        at += reinterpret_cast<const Entry*>(buffer.data() + at)->size;
        if (is_dots(name)) {
          continue;
        }
        if (::unlinkat(folder, name, 0) == 0 || ::unlinkat(folder, name, AT_REMOVEDIR) == 0) {
          removed = again = true;
        } else if (errno == ENOTEMPTY || errno == EEXIST) {
          return ::openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        }
      }
    }
  }
  return -1;
}

// Down to a folder that holds no full one, and up again: any depth with two descriptors and no
// memory. What cannot be removed stays.
void remove_tree(const char* path) {
  constexpr unsigned kDeepest = kPathBytes; // longer ways without a removal lead nowhere
  int folder = ::open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  unsigned depth = 0;
  for (unsigned idle = 0; folder >= 0; ++idle) {
    bool removed = false;
    int next = remove_entries(folder, removed);
    idle = removed ? 0 : idle;
    if (next >= 0) {
      ++depth;
    } else if (depth > 0 && idle < kDeepest) {
      --depth;
      next = ::openat(folder, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    }
    ::close(folder);
    folder = next;
  }
  ::rmdir(path);
}

extern "C" void end_at_once(int /*alarm*/) {
  for (Slot& slot : slots) {
    if (slot.used.load()) {
      if (slot.folder) {
        remove_tree(slot.path.data());
      } else {
        ::unlink(slot.path.data());
      }
    }
  }
  ::_exit(128 + signal_number);
}

extern "C" void on_signal(int number) {
  if (stop.exchange(true)) {
    signal_number = number;
    end_at_once(number);
  }
  signal_number = number;
  ::alarm(kSecondsToStop);
}

} // namespace

void handle_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  // No SA_RESTART: a read from a terminal or a pipe must end so that the flag is seen.
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  struct sigaction hangup {};
  if (::sigaction(SIGHUP, nullptr, &hangup) == 0 && hangup.sa_handler != SIG_IGN) { // nohup
    ::sigaction(SIGHUP, &action, nullptr);
  }
  action.sa_handler = end_at_once;
  ::sigaction(SIGALRM, &action, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN); // a limit on the size of files is an error of write() too
}

const std::atomic<bool>& stop_requested() {
  return stop;
}

int signal_exit_code() {
  return 128 + signal_number;
}

namespace {

int remember(const std::string& path, bool folder) {
  if (path.size() >= kPathBytes) {
    return -1;
  }
  for (std::size_t i = 0; i < kSlots; ++i) {
    Slot& slot = slots[i];
    if (!slot.used.load()) {
      slot.folder = folder;
      std::memcpy(slot.path.data(), path.c_str(), path.size() + 1);
      slot.used.store(true);
      return static_cast<int>(i);
    }
  }
  return -1;
}

} // namespace

int remember_file(const std::string& path) {
  return remember(path, false);
}

int remember_folder(const std::string& path) {
  return remember(path, true);
}

void forget_file(int slot) {
  if (slot >= 0) {
    slots[static_cast<std::size_t>(slot)].used.store(false);
  }
}

} // namespace refrain::cli
