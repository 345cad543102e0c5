#pragma once
/// @file
/// Where written bytes go: a file descriptor or a string. Used by every writer of this module.
///
///     FileSink sink(1, "standard output");  sink.write("...");  sink.flush();
///
/// Quirk: nothing is written on destruction, so that an error cannot be lost there: call flush().

#include "refrain/core/error.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace refrain {

/// The reader of a pipe went away: no failure of ours, but nothing more can be written.
class ClosedPipe : public IoError {
public:
  using IoError::IoError;
};

class Sink {
public:
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  virtual ~Sink() = default;

  /// @throws IoError, ClosedPipe
  virtual void write(std::string_view bytes) = 0;
  /// Writes a large string that need not be kept, and leaves it empty.
  virtual void take(std::string& bytes) {
    write(bytes);
    bytes.clear();
  }
  virtual void flush() {}
};

class StringSink final : public Sink {
public:
  void write(std::string_view bytes) override { text_ += bytes; }
  [[nodiscard]] const std::string& text() const { return text_; }

private:
  std::string text_;
};

/// Writes to a descriptor that stays the caller's. SIGPIPE must be ignored for ClosedPipe to be
/// thrown.
class FileSink final : public Sink {
public:
  FileSink(int descriptor, std::string name);
  void write(std::string_view bytes) override;
  void flush() override;
  [[nodiscard]] std::uint64_t written() const { return written_; }

private:
  void write_all(std::string_view bytes);

  int descriptor_;
  std::string name_;
  std::string buffer_;
  std::uint64_t written_ = 0;
};

} // namespace refrain
