#pragma once
/// @file
/// The members of a zip or tar archive, one after the other, as streams. Used by the reader of
/// archives; nothing is ever written to disk.
///
///     ArchiveReader archive(input, ArchiveKind::kZip, options);
///     while (archive.next(member)) { Input content(archive.open_member(), &meter); ... }
///
/// A zip is read by its table of contents where any place of it can be read (a file, or memory: a
/// zip inside another is held whole), so that a member's kind and sizes are those that unpackers
/// see. Without a table, from its start, as far as it goes. A tar is read from its start always.
///
/// Quirk: holes of sparse members are left out.

#include "refrain/ingest/detail/byte_source.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

struct archive;

namespace refrain::detail {

enum class ArchiveKind : std::uint8_t { kZip, kTar };

struct ArchiveMember {
  std::string path; ///< valid UTF-8, relative, without empty, "." and ".." parts; may be empty
  bool folder = false;
  bool link = false;
  bool special = false; ///< a device, pipe or socket
  bool encrypted = false;
};

class ArchiveReader {
public:
  /// @throws ReadFailed
  ArchiveReader(Input& input, ArchiveKind kind, const IngestOptions& options);
  ~ArchiveReader();
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;

  /// Goes to the next member; false at the end.
  /// @throws ReadFailed  when the rest of the archive cannot be read
  bool next(ArchiveMember& member);

  /// The content of the current member, valid until next().
  [[nodiscard]] std::unique_ptr<ByteSource> open_member();

  /// Bytes of the archive, as it came through `input`, that were taken up to now.
  [[nodiscard]] std::uint64_t taken() const { return taken_; }

  /// Most bytes that are taken before they are needed.
  static constexpr std::uint64_t kAhead = std::uint64_t{64} << 10;

private:
  class MemberSource;
  struct Calls;
  struct Close {
    void operator()(archive* a) const;
  };

  [[nodiscard]] ReadFailed failure(SkipReason reason);
  void check_ratio() const;

  Input& input_;
  const IngestOptions& options_;
  std::string whole_; // a zip that can be read from its start only
  std::optional<MemorySource> memory_;
  ByteSource* places_ = nullptr; // where any place can be read
  std::uint64_t place_ = 0;
  std::uint64_t size_ = 0; // of places_
  std::string buffer_;
  std::optional<ReadFailed> failure_; // waits until libarchive's frames are gone
  std::uint64_t taken_ = 0;
  std::unique_ptr<archive, Close> archive_;
};

} // namespace refrain::detail
