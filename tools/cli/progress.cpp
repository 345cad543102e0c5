#include "progress.h"

#include "refrain/report/terminal_text.h"

#include <algorithm>

#include <unistd.h>

namespace refrain::cli {
namespace {

// What cannot be said on standard error cannot be said anywhere.
void write_error(const std::string& text) {
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

} // namespace

void ProgressLine::update(const Progress& progress) {
  if (!on_) {
    return;
  }
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (shown_ && stage_ == progress.stage && now - drawn_ < std::chrono::milliseconds(100)) {
    return;
  }
  drawn_ = now;
  stage_ = progress.stage;
  shown_ = true;
  std::string line = "\r\x1b[K" + stage_;
  if (progress.total != 0) {
    line += "  " + std::to_string(progress.done * 100 / progress.total) + " %";
  } else if (progress.done != 0) {
    line += "  " + std::to_string(progress.done);
  }
  write_error(line);
}

void ProgressLine::clear() {
  const std::lock_guard lock(mutex_);
  if (shown_) {
    shown_ = false;
    write_error("\r\x1b[K");
  }
}

std::string counted(std::uint64_t n, const std::string& one, const std::string& many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}

void say(const std::string& message) {
  // Names of files may hold anything; a terminal must not obey them.
  const std::size_t indent = std::min(message.find_first_not_of(' '), message.size());
  write_error("refrain: " + std::string(indent, ' ') +
              one_line(std::string_view(message).substr(indent)) + "\n");
}

} // namespace refrain::cli
