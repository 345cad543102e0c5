#pragma once
/// @file
/// A folder that appears complete or not at all: filled under another name beside its place, then
/// renamed.
///
///     AtomicFolder folder("kept");
///     folder.begin_file("docs/a.txt").write("...");
///     folder.commit();
///
/// Quirks: without commit() nothing is left, also when a signal ends the process. The files are
/// written plainly and go to the disk together: flushing each would cost more than all the rest.

#include "refrain/report/sink.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace refrain::cli {

class AtomicFolder {
public:
  /// @throws IoError  when the target holds something, or cannot be created
  explicit AtomicFolder(std::string target);
  ~AtomicFolder();
  AtomicFolder(const AtomicFolder&) = delete;
  AtomicFolder& operator=(const AtomicFolder&) = delete;

  /// Ends the file before and begins one, with the folders above it.
  /// @param below  its path in the folder, which no file had yet
  /// @return       good until the next call
  /// @throws IoError
  Sink& begin_file(const std::filesystem::path& below);

  /// Flushes everything to the disk, then gives the folder its name.
  /// @throws IoError
  void commit();

private:
  void end_file();
  void drop() noexcept;

  std::filesystem::path target_;
  std::string temporary_;      // holds one folder, which takes the name; empty when there is none
  std::filesystem::path made_; // the last folder that files went to
  int descriptor_ = -1;        // of the temporary folder
  int file_ = -1;
  int slot_ = -1;
  std::string name_; // of the file, for messages
  std::optional<FileSink> sink_;
};

/// @throws IoError  when a folder cannot take this place, as it holds something
void require_no_files_in(const std::string& target);

} // namespace refrain::cli
