#pragma once
/// @file
/// Input files that are read again, or mapped, where a run would otherwise keep a copy of what was
/// in them. Filled by ingest/, read by the search on disk and, mapped, by every stage.
///
///     SourceFiles files;
///     const auto address = files.add(descriptor, path);  // none: keep a copy
///     files.read(*address + 100, to, size);
///     const char* bytes = files.map(*address);           // null: read them
///     files.check();                                     // what was read is what was there
///
/// A file is known by a descriptor of its own: it may be renamed or removed meanwhile. Its bytes
/// have addresses, those of all files one after the other.
///
/// Quirks: that a file was written to is known by its size and time of change. Where no more than a
/// tick of the system's clock lies between two changes the second one could not be told, so a file
/// that was changed just now is not taken. Where a mapped file becomes shorter, the system answers
/// a look at what is gone with SIGBUS: from the first map() of a process on a handler puts zeros
/// there, which check() then tells of, and hands every other such signal to the handler before it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace refrain {

class SourceFiles {
public:
  /// Descriptors are few.
  static constexpr std::size_t kMostFiles = 256;
  /// Addresses are below this.
  static constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 50;

  SourceFiles() = default;
  ~SourceFiles();
  SourceFiles(const SourceFiles&) = delete;
  SourceFiles& operator=(const SourceFiles&) = delete;

  /// Takes a regular file. Not thread-safe.
  /// @param descriptor  stays the caller's
  /// @return            the address of its first byte; none where it cannot be read again
  [[nodiscard]] std::optional<std::uint64_t> add(int descriptor, const std::string& path);

  [[nodiscard]] bool empty() const { return files_.empty(); }
  /// The address behind the last byte of the file at an address.
  [[nodiscard]] std::uint64_t end_of(std::uint64_t address) const;

  /// Fills up to `size` bytes from an address; fewer only at the end of the last file.
  /// Thread-safe. @throws IoError  also when a file has become shorter
  std::size_t read(std::uint64_t address, char* to, std::size_t size) const;

  /// The bytes of the file that begins at an address, in memory until this object ends: pages that
  /// the system holds of the file, not copies. kMapPadding readable bytes follow. Null where the
  /// system cannot map it. Not thread-safe.
  [[nodiscard]] const char* map(std::uint64_t address);
  static constexpr std::size_t kMapPadding = 4096;
  /// Tells the system that bytes of a map() are not needed soon: they are no longer resident, and
  /// come back when they are looked at. Other bytes are left alone. Thread-safe.
  void forget(const char* begin, const char* end) const;

  /// A mapped file may have grown since: what was there is compared by samples.
  /// Thread-safe. @throws IoError  when a file has changed since it was added
  void check() const;
  /// For what was read and is not what it was. @throws IoError  always
  [[noreturn]] void changed(std::uint64_t address) const;

private:
  struct File {
    int descriptor = -1;
    std::uint64_t begin = 0; // address
    std::uint64_t size = 0;
    std::int64_t seconds = 0; // of its last change
    std::int64_t nanoseconds = 0;
    std::string path;
    char* mapped = nullptr;
    std::size_t mapped_size = 0; // with the padding
    std::uint64_t samples = 0;   // a hash of some of its bytes
  };

  [[nodiscard]] std::size_t index_at(std::uint64_t address) const;
  [[nodiscard]] const File& file_at(std::uint64_t address) const {
    return files_[index_at(address)];
  }
  [[nodiscard]] static std::uint64_t hash_of_samples(const File& file);

  std::vector<File> files_;
};

} // namespace refrain
