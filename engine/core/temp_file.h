#pragma once
/// @file
/// Files without a name, for what does not fit into memory. Used by record_file.h and
/// external_sort.h.
///
///     TempFolder folder("/var/tmp");
///     TempFile file(folder);
///     file.append(bytes.data(), bytes.size());
///     file.read(0, to, size);
///
/// The system frees a file's space when it is closed, so nothing is left behind by an exception, a
/// signal or a crash. Read with pread, not mapped: what the page cache holds is not this process's
/// memory.

#include "refrain/core/error.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>

namespace refrain {

/// Where temporary files lie, and how much was written to them.
class TempFolder {
public:
  /// @throws IoError  when no file can be created in the folder
  explicit TempFolder(std::string path);

  [[nodiscard]] const std::string& path() const { return path_; }
  /// Bytes written to all files so far; files closed since are counted too.
  [[nodiscard]] std::uint64_t written() const { return written_; }

private:
  friend class TempFile;
  std::string path_;
  std::atomic<std::uint64_t> written_{0};
};

class TempFile {
public:
  /// Creates nothing before the first append(). The folder must outlive the file.
  explicit TempFile(TempFolder& folder) : folder_(&folder) {}
  ~TempFile();
  TempFile(TempFile&& other) noexcept;
  TempFile& operator=(TempFile&& other) noexcept;

  /// Not thread-safe.
  /// @throws IoError  also when the disk is full
  void append(const void* bytes, std::size_t size);

  /// Reads `size` bytes from `offset` on; they must have been appended. Thread-safe.
  /// @throws IoError
  void read(std::uint64_t offset, void* to, std::size_t size) const;

  [[nodiscard]] std::uint64_t size() const { return size_; }

  /// Empties the file and gives its space back.
  void clear() noexcept;

private:
  TempFolder* folder_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

} // namespace refrain
