#pragma once
/// @file
/// The next document of a run, and its passages' rows, while runs are merged. Used by
/// document_runs.cpp.
///
///     RunHead head(store.documents, begin, end, std::make_unique<RowFile>(...), buffer_bytes);
///     while (head.advance()) { head.view(); head.row(); }   // as many rows as it has passages

#include "refrain/core/hash.h"
#include "refrain/pipeline/detail/passage_store.h"
#include "refrain/sketch/digest.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace refrain::detail {

/// A passage in a run, in words of 32 bits: its place where its text is in a source, its range and
/// first code point, its hash and digest, and behind these its speaker, as in PassageColumns, and
/// its band keys.
struct RowHead {
  StoredPlace source; ///< all zeros: in the file of texts
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t begin_char = 0;
  std::uint32_t marks = 0; ///< as in PassageRow
  Hash128 hash;
  Digest digest;
};
inline constexpr std::size_t kSpeakerWord = sizeof(RowHead) / sizeof(std::uint32_t);
inline constexpr std::size_t kHeadWords = kSpeakerWord + 1;

/// Rows one after the other.
class RowSource {
public:
  RowSource() = default;
  virtual ~RowSource() = default;
  RowSource(const RowSource&) = delete;
  RowSource& operator=(const RowSource&) = delete;
  /// Valid until the next call. @throws IoError
  [[nodiscard]] virtual const std::uint32_t* next() = 0;
};

/// Rows of a run that was written as such.
class RowFile final : public RowSource {
public:
  RowFile(const RecordFile<std::uint32_t>& rows, std::uint64_t first_word, std::size_t row_words,
          std::size_t buffer_bytes);
  [[nodiscard]] const std::uint32_t* next() override;

private:
  const RecordFile<std::uint32_t>* rows_;
  std::uint64_t next_word_;
  std::size_t row_words_;
  std::size_t capacity_; // words
  std::vector<std::uint32_t> words_;
  std::size_t at_ = 0;
};

/// Rows put together from columns.
class RowsOfColumns final : public RowSource {
public:
  RowsOfColumns(const PassageColumns& columns, std::size_t buffer_bytes);
  [[nodiscard]] const std::uint32_t* next() override;

private:
  RecordCursor<PassageRow> passages_;
  RecordCursor<std::uint32_t> speakers_;
  RecordCursor<Hash128> hashes_;
  RecordCursor<Digest> digests_;
  std::vector<RecordCursor<std::uint32_t>> keys_;
  std::vector<std::uint32_t> row_;
};

/// Bytes [begin, end) of a file, one after the other.
class ByteCursor {
public:
  ByteCursor(const TempFile& file, std::uint64_t begin, std::uint64_t end, std::size_t buffer_bytes)
      : file_(&file), next_(begin), end_(end), buffer_bytes_(buffer_bytes) {}

  [[nodiscard]] bool ended() const { return at_ == buffer_.size() && next_ == end_; }
  [[nodiscard]] std::uint64_t offset() const { return next_ - (buffer_.size() - at_); }

  /// The next `size` bytes; they stay next. Valid until the next call.
  [[nodiscard]] const char* peek(std::size_t size);
  void skip(std::size_t size) { at_ += size; }

private:
  const TempFile* file_;
  std::uint64_t next_;
  std::uint64_t end_;
  std::size_t buffer_bytes_;
  std::vector<char> buffer_;
  std::size_t at_ = 0;
};

class RunHead {
public:
  /// @param begin,end  of the run in the file of documents
  RunHead(const TempFile& documents, std::uint64_t begin, std::uint64_t end,
          std::unique_ptr<RowSource> rows, std::size_t buffer_bytes)
      : documents_(documents, begin, end, buffer_bytes), rows_(std::move(rows)) {}

  /// False at the end.
  bool advance();

  [[nodiscard]] const DocumentHeader& header() const { return header_; }
  [[nodiscard]] const DocumentView& view() const { return view_; }
  /// Of the document in its file.
  [[nodiscard]] std::uint64_t offset() const { return offset_; }
  /// The row of its next passage.
  [[nodiscard]] const std::uint32_t* row() { return rows_->next(); }

private:
  ByteCursor documents_;
  std::unique_ptr<RowSource> rows_;
  DocumentHeader header_;
  DocumentView view_;
  std::uint64_t offset_ = 0;
};

/// A text on disk, compared piece by piece: equal ids are rare, but their texts may be long.
struct TextOnDisk {
  const PassageStore* store;
  StoredPlace place;
  std::size_t size;

  [[nodiscard]] int compare(const TextOnDisk& other) const;
};

} // namespace refrain::detail
