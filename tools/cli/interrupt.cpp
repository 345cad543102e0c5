#include "interrupt.h"

#include <array>
#include <csignal>
#include <cstring>

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
  std::array<char, kPathBytes> path{};
};
std::array<Slot, kSlots> slots;

// A run that waits for the reader of a pipe looks at no flag until that reader goes on.
constexpr unsigned kSecondsToStop = 5;

extern "C" void end_at_once(int /*alarm*/) {
  for (Slot& slot : slots) {
    if (slot.used.load()) {
      ::unlink(slot.path.data());
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

int remember_file(const std::string& path) {
  if (path.size() >= kPathBytes) {
    return -1;
  }
  for (std::size_t i = 0; i < kSlots; ++i) {
    Slot& slot = slots[i];
    if (!slot.used.load()) {
      std::memcpy(slot.path.data(), path.c_str(), path.size() + 1);
      slot.used.store(true);
      return static_cast<int>(i);
    }
  }
  return -1;
}

void forget_file(int slot) {
  if (slot >= 0) {
    slots[static_cast<std::size_t>(slot)].used.store(false);
  }
}

} // namespace refrain::cli
