#pragma once
/// @file
/// Bytes of one input file, decompressed, Unicode as UTF-8. Between the system and the readers.
///
///     Input input(file, options, control);
///     input.head();                       // up to kHeadBytes, for telling the format
///     while (std::size_t n = input.read(buffer, size)) ...   // from the start, head included
/// The bytes of a member of an archive come the same way, from a ByteSource that the archive's
/// reader hands in.
///
/// gzip, zstd, xz and bzip2 are known by their first bytes and undone by libarchive's filters, with
/// its raw format only: an archive inside stays as it is. UTF-16 and UTF-32 that a byte-order mark
/// shows come out as UTF-8, without the mark, so that no reader needs to know them.

#include "refrain/core/error.h"
#include "refrain/core/run_control.h"
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

  /// Bytes of the origin that were taken up to now.
  [[nodiscard]] virtual std::uint64_t offset() const = 0;

  /// Bytes up to now that were no characters of the encoding that the source undoes.
  [[nodiscard]] virtual std::uint64_t replaced() const { return 0; }

  /// Whether read_at() and size() work.
  [[nodiscard]] virtual bool random_access() const { return false; }
  [[nodiscard]] virtual std::uint64_t size() const { return 0; }

  /// The system's, where the source is a whole regular file; else -1.
  [[nodiscard]] virtual int descriptor() const { return -1; }

  /// Fills up to `size` bytes from a place; 0 only at or behind the end. read() goes on where it
  /// was.
  /// @throws ReadFailed
  virtual std::size_t read_at(std::uint64_t /*place*/, char* /*to*/, std::size_t /*size*/) {
    return 0;
  }
};

/// Bytes in memory, which must outlive it.
class MemorySource : public ByteSource {
public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
  std::size_t read(char* to, std::size_t size) override;
  [[nodiscard]] std::uint64_t offset() const override { return offset_; }
  [[nodiscard]] bool random_access() const override { return true; }
  [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
  std::size_t read_at(std::uint64_t place, char* to, std::size_t size) override;

private:
  std::string_view bytes_;
  std::size_t offset_ = 0;
};

/// Is told of every byte that an Input gives out, and may end it.
class ReadMeter {
public:
  ReadMeter() = default;
  virtual ~ReadMeter() = default;
  ReadMeter(const ReadMeter&) = delete;
  ReadMeter& operator=(const ReadMeter&) = delete;
  /// @throws ReadFailed
  virtual void count(std::uint64_t bytes) = 0;
};

class Input {
public:
  /// @throws ReadFailed  when the file cannot be opened or its first bytes not read
  /// @param control  what waiting for a pipe heeds: cancelled, it fails to read
  Input(const InputFile& file, const IngestOptions& options, const RunControl& control);
  /// @param meter  counts the bytes after decompression; may be null
  explicit Input(std::unique_ptr<ByteSource> source, ReadMeter* meter = nullptr);
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
  [[nodiscard]] std::uint64_t raw_bytes_read() const { return raw_->offset(); }

  /// Bytes up to now that were no characters, where the content is UTF-16 or UTF-32.
  [[nodiscard]] std::uint64_t replaced() const {
    return filter_ == nullptr ? 0 : filter_->replaced();
  }

  /// The source itself where its content is not compressed and any place can be read; else null.
  [[nodiscard]] ByteSource* random_access() const {
    return filter_ == nullptr && raw_->random_access() ? raw_.get() : nullptr;
  }

private:
  void read_head();
  std::size_t read_source(char* to, std::size_t size);

  std::unique_ptr<ByteSource> raw_;
  std::unique_ptr<ByteSource> filter_; // reads raw_
  std::string head_;
  std::size_t head_used_ = 0;
  std::optional<ReadFailed> failure_; // thrown once the bytes before it are delivered
  std::uint64_t bytes_read_ = 0;
  ReadMeter* meter_ = nullptr;
};

/// The compression that the first bytes show ("gzip", "zstd", "xz", "bzip2"), or empty.
[[nodiscard]] std::string_view compression_of(std::string_view head);

} // namespace refrain::detail
