#pragma once
/// @file
/// Bytes of one input file, decompressed. Between the system and the readers.
///
///     Input input(file, options);
///     input.head();                       // up to kHeadBytes, for telling the format
///     while (std::size_t n = input.read(buffer, size)) ...   // from the start, head included
///
/// gzip, zstd, xz and bzip2 are known by their first bytes and undone by libarchive's filters, with
/// its raw format only: an archive inside stays as it is.

#include "refrain/core/error.h"
#include "refrain/ingest/detail/input_list.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace refrain::detail {

inline constexpr std::size_t kHeadBytes = std::size_t{64} << 10;

/// A file could not be opened or read further.
class ReadFailed : public Error {
public:
  ReadFailed(SkipReason reason_given, const std::string& what_failed, int number)
      : Error(what_failed), reason(reason_given), error_number(number) {}
  SkipReason reason;
  int error_number; ///< the system's; 0 for damaged data
};

class ByteSource {
public:
  ByteSource() = default;
  virtual ~ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// Fills up to `size` bytes; 0 only at the end.
  /// @throws ReadFailed
  virtual std::size_t read(char* to, std::size_t size) = 0;
};

class Input {
public:
  /// @throws ReadFailed  when the file cannot be opened or its first bytes not read
  Input(const InputFile& file, const IngestOptions& options);
  ~Input();

  /// The first bytes of the content, at most kHeadBytes.
  [[nodiscard]] std::string_view head() const { return head_; }

  /// Fills `size` bytes, fewer only at the end.
  /// @throws ReadFailed  after the last byte that could be read
  std::size_t read(char* to, std::size_t size);

  /// Replaces `out` by all bytes not yet read.
  /// @return false when there are more than `limit`
  bool read_all(std::uint64_t limit, std::string& out);

  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }
  /// Bytes taken from the file itself: what progress counts.
  [[nodiscard]] std::uint64_t raw_bytes_read() const;

private:
  std::size_t read_source(char* to, std::size_t size);

  std::unique_ptr<ByteSource> raw_;
  std::unique_ptr<ByteSource> filter_; // reads raw_
  std::string head_;
  std::size_t head_used_ = 0;
  std::optional<ReadFailed> failure_; // thrown once the bytes before it are delivered
  std::uint64_t bytes_read_ = 0;
};

/// The compression that the first bytes show ("gzip", "zstd", "xz", "bzip2"), or empty.
[[nodiscard]] std::string_view compression_of(std::string_view head);

} // namespace refrain::detail
