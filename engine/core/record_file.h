#pragma once
/// @file
/// Records of one fixed size in a temporary file, and cursors that read them in ascending order.
///
///     RecordFile<Pair> pairs(folder);
///     pairs.add(pair);  pairs.finish();
///     RecordCursor<Pair> cursor(pairs);
///     while (cursor.next(pair)) ...
///
/// A file holds kBufferBytes of memory while it is written, a cursor as much while it reads.

#include "refrain/core/temp_file.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

namespace refrain {

template <class Record> class RecordFile {
  static_assert(std::is_trivially_copyable_v<Record>);

public:
  static constexpr std::size_t kBufferBytes = std::size_t{64} << 10;

  explicit RecordFile(TempFolder& folder) : file_(folder) {}

  /// @throws IoError
  void add(const Record& record) {
    buffer_.push_back(record);
    if (buffer_.size() >= kBuffered) {
      write_buffer();
    }
  }

  void add(std::span<const Record> records) {
    if (records.size() + buffer_.size() > kBuffered) {
      write_buffer();
    }
    if (records.size() > kBuffered) {
      file_.append(records.data(), records.size_bytes());
    } else {
      buffer_.insert(buffer_.end(), records.begin(), records.end());
    }
  }

  /// After the last add(), before the first read().
  void finish() {
    write_buffer();
    buffer_ = std::vector<Record>();
  }

  [[nodiscard]] std::uint64_t size() const {
    return file_.size() / sizeof(Record) + buffer_.size();
  }

  /// Thread-safe. @throws IoError
  void read(std::uint64_t first, std::span<Record> to) const {
    file_.read(first * sizeof(Record), to.data(), to.size_bytes());
  }

  void clear() {
    file_.clear();
    buffer_ = std::vector<Record>();
  }

private:
  static constexpr std::size_t kBuffered = std::max<std::size_t>(1, kBufferBytes / sizeof(Record));

  void write_buffer() {
    file_.append(buffer_.data(), buffer_.size() * sizeof(Record));
    buffer_.clear();
  }

  TempFile file_;
  std::vector<Record> buffer_;
};

/// Reads records [first, last) of a finished file.
template <class Record> class RecordCursor {
public:
  RecordCursor(const RecordFile<Record>& file, std::uint64_t first, std::uint64_t last,
               std::size_t buffer_bytes = RecordFile<Record>::kBufferBytes)
      : file_(&file), last_(last), next_(first), begin_(first),
        capacity_(std::max<std::size_t>(1, buffer_bytes / sizeof(Record))) {}
  explicit RecordCursor(const RecordFile<Record>& file) : RecordCursor(file, 0, file.size()) {}

  /// The next record, or null at the end. Valid until the next call.
  [[nodiscard]] const Record* next() { return next_ < last_ ? &at(next_) : nullptr; }

  bool next(Record& record) {
    const Record* found = next();
    if (found != nullptr) {
      record = *found;
    }
    return found != nullptr;
  }

  /// The record at an index below the end of the range; next() goes on behind it. Ascending indexes
  /// share what is read. Valid until the next call.
  [[nodiscard]] const Record& at(std::uint64_t index) {
    if (index < begin_ || index >= begin_ + buffer_.size()) {
      begin_ = index;
      buffer_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(capacity_, last_ - index)));
      file_->read(index, buffer_);
    }
    next_ = index + 1;
    return buffer_[static_cast<std::size_t>(index - begin_)];
  }

private:
  const RecordFile<Record>* file_;
  std::uint64_t last_;
  std::uint64_t next_;
  std::uint64_t begin_;
  std::size_t capacity_;
  std::vector<Record> buffer_;
};

} // namespace refrain
