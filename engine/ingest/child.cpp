#include "refrain/ingest/detail/child.h"

#include "refrain/core/detail/system_reason.h"
#include "refrain/core/error.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace refrain::detail {
namespace {

using Clock = std::chrono::steady_clock;

class Fd {
public:
  explicit Fd(int fd = -1) : fd_(fd) {}
  ~Fd() { reset(); }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  void reset(int fd = -1) {
    if (fd_ >= 0) {
      ::close(fd_);
    }
    fd_ = fd;
  }
  [[nodiscard]] int get() const { return fd_; }

private:
  int fd_;
};

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno != EINTR) {
      return false;
    }
    bytes.remove_prefix(n > 0 ? static_cast<std::size_t>(n) : 0);
  }
  return ::lseek(fd, 0, SEEK_SET) == 0;
}

void limit(pid_t pid, int resource, std::uint64_t most, std::uint64_t hard) {
  const rlimit value{most, hard};
  ::prlimit(pid, static_cast<__rlimit_resource>(resource), &value, nullptr);
}

// Reads until the end; false when the deadline, the limit of output or the caller's wish came
// first.
bool drain(int fd, const ChildLimits& limits, const RunControl& control, ChildResult& result) {
  constexpr std::int64_t kMilliseconds = 100; // until it is asked again whether the run goes on
  const auto deadline = Clock::now() + std::chrono::seconds(limits.wall_seconds);
  std::array<char, 65536> buffer{};
  while (true) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    pollfd waiting{fd, POLLIN, 0};
    if (left <= 0) {
      result.problem = "took longer than " + std::to_string(limits.wall_seconds) + " seconds";
      result.over_limit = true;
      return false;
    }
    if (control.cancel != nullptr && *control.cancel) {
      result.problem = "the run was stopped";
      return false;
    }
    const int ready = ::poll(&waiting, 1, static_cast<int>(std::min(left, kMilliseconds)));
    if (ready == 0 || (ready < 0 && errno == EINTR)) {
      continue;
    }
    const ssize_t n = ::read(fd, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n <= 0) {
      return true;
    }
    result.output.append(buffer.data(), static_cast<std::size_t>(n));
    if (result.output.size() > limits.output_bytes) {
      result.problem = "gave more than " + std::to_string(limits.output_bytes) + " bytes";
      result.over_limit = true;
      return false;
    }
  }
}

} // namespace

ChildResult run_child(const std::string& program, const std::vector<std::string>& arguments,
                      std::string_view input, const ChildLimits& limits,
                      const RunControl& control) {
  ChildResult result;
  const Fd file(::memfd_create("refrain-input", MFD_CLOEXEC));
  std::array<int, 2> ends{-1, -1};
  if (file.get() < 0 || !write_all(file.get(), input) || ::pipe2(ends.data(), O_CLOEXEC) != 0) {
    if (is_shortage(errno)) {
      throw IoError(program, "cannot hand a file over", errno);
    }
    result.started = true;
    result.problem = "cannot hand the file over: " + system_reason(errno);
    return result;
  }
  const Fd out(ends[0]);
  Fd child_out(ends[1]);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, file.get(), 0);
  posix_spawn_file_actions_adddup2(&actions, child_out.get(), 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  std::string locale = "LC_ALL=C.UTF-8";
  std::array<char*, 2> environment{locale.data(), nullptr};
  pid_t pid = 0;
  const int failed =
      ::posix_spawn(&pid, program.c_str(), &actions, nullptr, argv.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  child_out.reset();
  if (failed != 0) {
    result.problem = "cannot start " + program + ": " + system_reason(failed);
    return result;
  }
  result.started = true;
  // Set from here rather than between fork and exec: a fork copies the page tables of a process
  // that may hold gigabytes.
  limit(pid, RLIMIT_AS, limits.memory_bytes, limits.memory_bytes);
  limit(pid, RLIMIT_CPU, limits.seconds, limits.seconds + 1); // SIGXCPU says why, SIGKILL would not
  limit(pid, RLIMIT_FSIZE, 0, 0);
  limit(pid, RLIMIT_CORE, 0, 0);
  if (!drain(out.get(), limits, control, result)) {
    ::kill(pid, SIGKILL);
  }
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (result.problem.empty() && WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    result.over_limit = signal == SIGXCPU || signal == SIGKILL;
    result.problem = signal == SIGXCPU ? "took longer than " + std::to_string(limits.seconds) +
                                             " seconds of processor time"
                                       : "ended by signal " + std::to_string(signal);
  } else if (result.problem.empty() && WEXITSTATUS(status) != 0) {
    result.problem = "exit status " + std::to_string(WEXITSTATUS(status));
  }
  return result;
}

} // namespace refrain::detail
