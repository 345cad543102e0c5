#include "refrain/pipeline/detail/run_head.h"

#include <algorithm>
#include <cstring>

namespace refrain::detail {

RowFile::RowFile(const RecordFile<std::uint32_t>& rows, std::uint64_t first_word,
                 std::size_t row_words, std::size_t buffer_bytes)
    : rows_(&rows), next_word_(first_word), row_words_(row_words),
      capacity_(std::max<std::size_t>(1, buffer_bytes / sizeof(std::uint32_t) / row_words) *
                row_words) {}

const std::uint32_t* RowFile::next() {
  if (at_ == words_.size()) {
    words_.resize(
        static_cast<std::size_t>(std::min<std::uint64_t>(capacity_, rows_->size() - next_word_)));
    rows_->read(next_word_, words_);
    next_word_ += words_.size();
    at_ = 0;
  }
  const std::uint32_t* row = words_.data() + at_;
  at_ += row_words_;
  return row;
}

RowsOfColumns::RowsOfColumns(const PassageColumns& columns, std::size_t buffer_bytes)
    : passages_(columns.passages, 0, columns.passages.size(), buffer_bytes),
      speakers_(columns.speakers, 0, columns.speakers.size(), buffer_bytes),
      hashes_(columns.hashes, 0, columns.hashes.size(), buffer_bytes),
      digests_(columns.digests, 0, columns.digests.size(), buffer_bytes),
      row_(kHeadWords + columns.keys.size()) {
  for (const RecordFile<std::uint32_t>& column : columns.keys) {
    keys_.emplace_back(column, 0, column.size(), buffer_bytes);
  }
}

const std::uint32_t* RowsOfColumns::next() {
  const PassageRow& passage = *passages_.next();
  RowHead head;
  head.source = passage.text.source() ? passage.text : StoredPlace();
  head.begin = passage.bytes.begin;
  head.end = passage.bytes.end;
  head.begin_char = passage.begin_char;
  head.marks = passage.marks;
  head.hash = *hashes_.next();
  head.digest = *digests_.next();
  std::memcpy(row_.data(), &head, sizeof head);
  const std::uint32_t* speaker = speakers_.next();
  row_[kSpeakerWord] = speaker == nullptr ? 0 : *speaker;
  for (std::size_t band = 0; band < keys_.size(); ++band) {
    row_[kHeadWords + band] = *keys_[band].next();
  }
  return row_.data();
}

const char* ByteCursor::peek(std::size_t size) {
  if (buffer_.size() - at_ < size) {
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(at_));
    at_ = 0;
    const std::size_t have = buffer_.size();
    const auto more = static_cast<std::size_t>(
        std::min<std::uint64_t>(std::max(buffer_bytes_, size) - have, end_ - next_));
    buffer_.resize(have + more);
    file_->read(next_, buffer_.data() + have, more);
    next_ += more;
  }
  return buffer_.data() + at_;
}

bool RunHead::advance() {
  if (documents_.ended()) {
    return false;
  }
  offset_ = documents_.offset();
  std::memcpy(&header_, documents_.peek(sizeof header_), sizeof header_);
  const std::size_t size = sizeof header_ + static_cast<std::size_t>(header_.strings());
  view_ = header_.view(documents_.peek(size) + sizeof header_);
  documents_.skip(size);
  return true;
}

int TextOnDisk::compare(const TextOnDisk& other) const {
  // An escaped text is read from its start, so it is read at once; no record is large.
  const bool whole = place.escaped() || other.place.escaped();
  const std::size_t piece_size = whole ? std::max(size, other.size) : std::size_t{16} << 10;
  std::vector<char> mine(std::min(piece_size, size));
  std::vector<char> its(std::min(piece_size, other.size));
  const std::size_t common = std::min(size, other.size);
  for (std::size_t at = 0; at < common; at += piece_size) {
    const std::size_t piece = std::min(piece_size, common - at);
    store->read_text(whole ? place : place.forward(at), mine.data(), piece);
    store->read_text(whole ? other.place : other.place.forward(at), its.data(), piece);
    if (const int order = std::memcmp(mine.data(), its.data(), piece); order != 0) {
      return order;
    }
  }
  return size == other.size ? 0 : size < other.size ? -1 : 1;
}

} // namespace refrain::detail
