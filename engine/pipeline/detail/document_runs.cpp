#include "refrain/pipeline/detail/document_runs.h"

#include "refrain/core/error.h"
#include "refrain/core/external_sort.h"
#include "refrain/core/parallel.h"
#include "refrain/pipeline/detail/passage_sketcher.h"
#include "refrain/text/count_chars.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace refrain::detail {
namespace {

// What a task sketches at once, and what it is handed on as.
constexpr std::size_t kBatchBytes = std::size_t{128} << 10;
constexpr std::size_t kBatchDocuments = 1024;
constexpr std::size_t kReadBytes = std::size_t{64} << 10;

// A passage in a run, in words of 32 bits: its range and first code point, its hash and digest, and
// behind these its band keys.
struct RowHead {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t begin_char = 0;
  std::uint32_t marks = 0; // as in PassageRow
  Hash128 hash;
  Digest digest;
};
constexpr std::size_t kHeadWords = sizeof(RowHead) / sizeof(std::uint32_t);

// Bytes [begin, end) of a file, one after the other.
class ByteCursor {
public:
  ByteCursor(const TempFile& file, std::uint64_t begin, std::uint64_t end, std::size_t buffer_bytes)
      : file_(&file), next_(begin), end_(end), buffer_bytes_(buffer_bytes) {}

  [[nodiscard]] bool ended() const { return at_ == buffer_.size() && next_ == end_; }
  [[nodiscard]] std::uint64_t offset() const { return next_ - (buffer_.size() - at_); }

  /// The next `size` bytes; they stay next. Valid until the next call.
  [[nodiscard]] const char* peek(std::size_t size) {
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
  void skip(std::size_t size) { at_ += size; }

private:
  const TempFile* file_;
  std::uint64_t next_;
  std::uint64_t end_;
  std::size_t buffer_bytes_;
  std::vector<char> buffer_;
  std::size_t at_ = 0;
};

// A text on disk, compared piece by piece: equal ids are rare, but their texts may be long.
struct TextOnDisk {
  const TempFile* file;
  std::uint64_t offset;
  std::uint64_t size;

  [[nodiscard]] int compare(const TextOnDisk& other) const {
    constexpr std::uint64_t kPiece = std::uint64_t{16} << 10;
    std::array<char, kPiece> mine{};
    std::array<char, kPiece> its{};
    const std::uint64_t common = std::min(size, other.size);
    for (std::uint64_t at = 0; at < common; at += kPiece) {
      const auto piece = static_cast<std::size_t>(std::min(kPiece, common - at));
      file->read(offset + at, mine.data(), piece);
      other.file->read(other.offset + at, its.data(), piece);
      if (const int order = std::memcmp(mine.data(), its.data(), piece); order != 0) {
        return order;
      }
    }
    return size == other.size ? 0 : size < other.size ? -1 : 1;
  }
};

// The next document of a run.
class RunHead {
public:
  RunHead(const PassageStore& store, const RecordFile<std::uint32_t>& rows, std::uint64_t begin,
          std::uint64_t end, std::uint64_t first_word, std::size_t buffer_bytes)
      : documents_(store.documents, begin, end, buffer_bytes), rows_(&rows), next_word_(first_word),
        words_capacity_(buffer_bytes / sizeof(std::uint32_t)) {}

  bool advance() {
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

  [[nodiscard]] const DocumentHeader& header() const { return header_; }
  [[nodiscard]] const DocumentView& view() const { return view_; }
  [[nodiscard]] std::uint64_t offset() const { return offset_; }

  /// The next row of the run.
  [[nodiscard]] const std::uint32_t* row(std::size_t words) {
    if (at_ + words > words_.size()) {
      const std::size_t rows = std::max<std::size_t>(1, words_capacity_ / words);
      words_.resize(static_cast<std::size_t>(
          std::min<std::uint64_t>(rows * words, rows_->size() - next_word_)));
      rows_->read(next_word_, words_);
      next_word_ += words_.size();
      at_ = 0;
    }
    const std::uint32_t* row = words_.data() + at_;
    at_ += words;
    return row;
  }

private:
  ByteCursor documents_;
  DocumentHeader header_;
  DocumentView view_;
  std::uint64_t offset_ = 0;
  const RecordFile<std::uint32_t>* rows_;
  std::uint64_t next_word_;
  std::size_t words_capacity_;
  std::vector<std::uint32_t> words_;
  std::size_t at_ = 0;
};

template <class Value> void append(std::vector<char>& to, const Value& value) {
  const auto* bytes = reinterpret_cast<const char*>(&value);
  to.insert(to.end(), bytes, bytes + sizeof value);
}

void append(std::vector<char>& to, std::string_view bytes) {
  to.insert(to.end(), bytes.begin(), bytes.end());
}

} // namespace

struct DocumentRuns::Batch {
  std::size_t first = 0; // documents [first, last) of pending_
  std::size_t last = 0;
  std::vector<char> texts;
  std::vector<char> documents; // headers whose text_offset counts from the batch's texts
  std::vector<std::size_t> headers;
  std::vector<std::uint32_t> rows;
  std::uint64_t passages = 0;
  std::uint64_t tokens = 0;
  std::uint64_t without_tokens = 0;

  /// Empty, in the memory that it has.
  void clear() {
    texts.clear();
    documents.clear();
    headers.clear();
    rows.clear();
    first = last = 0;
    passages = tokens = without_tokens = 0;
  }
};

DocumentRuns::DocumentRuns(const DiskWork& work, const PassageOptions& passages,
                           const DuplicatesOptions& duplicates, const BandScheme& scheme)
    : work_(work), passages_(passages), options_(duplicates), scheme_(scheme),
      sketcher_(make_sketcher(scheme, duplicates)), row_words_(kHeadWords + scheme.bands),
      store_(work.folder, scheme.bands), rows_(work.folder) {}

void DocumentRuns::add(Corpus&& documents) {
  if (!pending_.empty() && pending_.memory_bytes() + documents.memory_bytes() > work_.share(75)) {
    write_run();
  }
  if (pending_.empty()) {
    pending_ = std::move(documents);
  } else {
    pending_.append(std::move(documents));
  }
}

void DocumentRuns::write_run() {
  pending_.sort();
  const Run run{store_.documents.size(), 0, rows_.size()};
  next_ = 0;
  std::mutex mutex;
  std::vector<Batch> spare; // their memory goes round instead of being given back and fetched anew
  ordered_pipeline<Batch>(
      std::size_t{2} * work_.threads + 1,
      [&](Batch& batch) {
        {
          const std::lock_guard lock(mutex);
          if (!spare.empty()) {
            batch = std::move(spare.back());
            spare.pop_back();
          }
        }
        return produce(batch);
      },
      [&](Batch& batch) { sketch(batch); },
      [&](Batch& batch) {
        consume(batch, counts_);
        batch.clear();
        const std::lock_guard lock(mutex);
        spare.push_back(std::move(batch));
      });
  runs_.push_back({run.begin, store_.documents.size(), run.first_row});
  pending_ = Corpus();
}

bool DocumentRuns::produce(Batch& batch) {
  work_.control.check();
  batch.first = next_;
  std::size_t bytes = 0;
  while (next_ < pending_.size() && bytes < kBatchBytes && next_ - batch.first < kBatchDocuments) {
    bytes += pending_.text(static_cast<DocumentIndex>(next_++)).size();
  }
  batch.last = next_;
  batch.texts.reserve(bytes);
  return batch.last > batch.first;
}

void DocumentRuns::sketch(Batch& batch) const {
  work_.control.check();
  PassageSketcher sketcher(sketcher_, scheme_, options_.shingle_tokens);
  std::vector<ByteRange> passages;
  for (std::size_t d = batch.first; d < batch.last; ++d) {
    const DocumentView document = pending_.document(static_cast<DocumentIndex>(d));
    split_passages(document.text, passages_, passages);
    DocumentHeader header;
    header.text_offset = batch.texts.size();
    header.position = document.position;
    header.text_size = static_cast<std::uint32_t>(document.text.size());
    header.id_size = static_cast<std::uint32_t>(document.id.size());
    header.title_size = static_cast<std::uint32_t>(document.title.size());
    header.source_size = static_cast<std::uint32_t>(document.source.size());
    header.path_size = static_cast<std::uint32_t>(document.path.size());
    header.date_size = static_cast<std::uint32_t>(document.date.size());
    header.language_size = static_cast<std::uint32_t>(document.language.size());
    header.passages = static_cast<std::uint32_t>(passages.size());
    batch.headers.push_back(batch.documents.size());
    append(batch.documents, header);
    for (const std::string_view s : {document.id, document.title, document.source, document.path,
                                     document.date, document.language}) {
      append(batch.documents, s);
    }
    append(batch.texts, document.text);
    std::uint32_t counted = 0; // bytes before it are counted in `chars`
    std::uint32_t chars = 0;
    for (const ByteRange& passage : passages) {
      chars += static_cast<std::uint32_t>(
          count_chars(document.text.substr(counted, passage.begin - counted)));
      counted = passage.begin;
      RowHead head;
      head.begin = passage.begin;
      head.end = passage.end;
      head.begin_char = chars;
      const TextRange range{static_cast<DocumentIndex>(d), passage};
      head.marks = pending_.page(range) | (pending_.is_furniture(range) ? kFurnitureBit : 0);
      const std::size_t at = batch.rows.size();
      batch.rows.resize(at + row_words_);
      const std::size_t tokens =
          sketcher.sketch(document.text.substr(passage.begin, passage.size()), head.hash,
                          head.digest, std::span(batch.rows).subspan(at + kHeadWords));
      std::memcpy(batch.rows.data() + at, &head, sizeof head);
      ++batch.passages;
      batch.tokens += tokens;
      batch.without_tokens += tokens == 0 ? 1 : 0;
    }
  }
}

void DocumentRuns::consume(Batch& batch, DuplicatesCounts& counts) {
  for (const std::size_t at : batch.headers) {
    DocumentHeader header;
    std::memcpy(&header, batch.documents.data() + at, sizeof header);
    header.text_offset += store_.texts.size();
    std::memcpy(batch.documents.data() + at, &header, sizeof header);
  }
  store_.texts.append(batch.texts.data(), batch.texts.size());
  store_.documents.append(batch.documents.data(), batch.documents.size());
  rows_.add(batch.rows);
  counts.passages += batch.passages;
  counts.tokens += batch.tokens;
  counts.passages_without_tokens += batch.without_tokens;
  work_.control.report("sketch", counts.passages, 0);
}

PassageStore DocumentRuns::merge(CorpusFacts& facts, DuplicatesCounts& counts) {
  if (!pending_.empty()) {
    write_run();
  }
  rows_.finish();
  counts = counts_;
  const std::size_t buffer_bytes = std::clamp<std::size_t>(
      static_cast<std::size_t>(work_.share(40) / (2 * runs_.size() + 1)), 1024, kReadBytes);
  std::vector<RunHead> heads;
  heads.reserve(runs_.size());
  const auto text_of = [&](const DocumentView& view) {
    const auto it = std::find_if(heads.begin(), heads.end(),
                                 [&](const RunHead& head) { return &head.view() == &view; });
    return TextOnDisk{&store_.texts, it->header().text_offset, it->header().text_size};
  };
  const auto before = [&](std::size_t a, std::size_t b) {
    return canonical_less(heads[a].view(), heads[b].view(), text_of);
  };
  const auto after = [&](std::size_t a, std::size_t b) { return before(b, a); };
  std::vector<std::size_t> heap;
  for (const Run& run : runs_) {
    heads.emplace_back(store_, rows_, run.begin, run.end, run.first_row, buffer_bytes);
    if (heads.back().advance()) {
      heap.push_back(heads.size() - 1);
    }
  }
  std::make_heap(heap.begin(), heap.end(), after);
  ExternalSorter<Hash128, std::less<>> sources(work_.folder, work_.share(10), 1,
                                               Repeats::kDistinct);
  std::array<Hash128, 1024> recent{};
  DocumentIndex document = 0;
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end(), after);
    const std::size_t run = heap.back();
    heap.pop_back();
    RunHead& head = heads[run];
    while (true) {
      const DocumentHeader& header = head.header();
      const DocumentView& view = head.view();
      note(view, facts);
      facts.text_bytes += header.text_size;
      if (!view.source.empty()) {
        const Hash128 source = hash_bytes_128(view.source);
        if (Hash128& known = recent[source.low % recent.size()]; known != source) {
          known = source;
          sources.add(source);
        }
      }
      store_.document_offsets.add(head.offset());
      const DateKey date = make_date_key(view.date);
      for (std::uint32_t p = 0; p < header.passages; ++p) {
        const std::uint32_t* row = head.row(row_words_);
        RowHead row_head;
        std::memcpy(static_cast<void*>(&row_head), row, sizeof row_head);
        PassageRow passage;
        passage.text_offset = header.text_offset + row_head.begin;
        passage.document = document;
        passage.bytes = {row_head.begin, row_head.end};
        passage.begin_char = row_head.begin_char;
        passage.marks = row_head.marks;
        passage.document_bytes = static_cast<std::uint32_t>(header.strings());
        store_.passages.add(passage);
        store_.dates.add(date);
        store_.hashes.add(row_head.hash);
        store_.digests.add(row_head.digest);
        for (std::uint32_t band = 0; band < scheme_.bands; ++band) {
          store_.keys[band].add(row[kHeadWords + band]);
        }
      }
      if (++document % 4096 == 0) {
        work_.control.check();
        work_.control.report("order", document, 0);
      }
      if (!head.advance()) {
        break;
      }
      if (!heap.empty() && !before(run, heap.front())) {
        heap.push_back(run);
        std::push_heap(heap.begin(), heap.end(), after);
        break;
      }
    }
  }
  facts.documents = document;
  if (store_.passages.size() >= kNone) {
    throw InvalidArgument("passages: expected fewer than " + std::to_string(kNone) + ", found " +
                          std::to_string(store_.passages.size()));
  }
  sources.sort();
  for (Hash128 source; sources.next(source);) {
    ++facts.sources;
  }
  rows_.clear();
  store_.document_offsets.finish();
  store_.passages.finish();
  store_.dates.finish();
  store_.hashes.finish();
  store_.digests.finish();
  for (RecordFile<std::uint32_t>& column : store_.keys) {
    column.finish();
  }
  return std::move(store_);
}

void DocumentRuns::note(const DocumentView& document, CorpusFacts& facts) {
  (document.position != 0 ? facts.lines : facts.files) = true;
  if (!document.date.empty()) {
    if (facts.first_date.empty() || document.date < facts.first_date) {
      facts.first_date = document.date;
    }
    if (document.date > facts.last_date) {
      facts.last_date = document.date;
    }
  }
}

} // namespace refrain::detail
