#pragma once
/// @file
/// A file that appears complete or not at all: written under another name in the same folder, then
/// renamed.
///
///     AtomicFile file("out.json");
///     file.sink().write("...");
///     file.commit();
///
/// Quirks: without commit() nothing is left. What is no regular file (a device, a pipe) is written
/// directly. A symbolic link keeps pointing to its target, which is replaced.

#include "refrain/report/sink.h"

#include <memory>
#include <string>

namespace refrain::cli {

class AtomicFile {
public:
  /// @throws IoError  when the folder does not let it be created
  explicit AtomicFile(const std::string& path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  [[nodiscard]] Sink& sink() { return *sink_; }
  /// Where the bytes lie until commit(), for what writes in many places at once; empty where the
  /// target is no regular file.
  [[nodiscard]] const std::string& temporary() const { return temporary_; }
  [[nodiscard]] const std::string& path() const { return path_; }

  /// Flushes to the disk and gives the file its name.
  /// @throws IoError
  void commit();

private:
  void drop() noexcept;

  std::string path_; // as the user named it, for messages
  std::string target_;
  std::string temporary_; // empty where the target is written directly
  int descriptor_ = -1;
  int slot_ = -1;
  std::unique_ptr<FileSink> sink_;
};

} // namespace refrain::cli
