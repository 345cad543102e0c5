#pragma once
/// @file
/// A corpus on disk, in canonical order: its texts or their places in the files that they came
/// from, its documents' strings, and columns of what is known of each passage. Written by
/// document_runs.h, read by the steps of the search on disk and by its results.
///
///     PassageBlock block(store, true);
///     block.choose(passages);                   // ascending
///     if (block.cost() <= bytes) block.load();
///     block.found(block.place(passage)).text
///
/// On disk a passage takes 32 B for its place, 16 each for date, hash and digest, and 4 a band; and
/// 4 for its speaker, up to the last passage of a transcript.

#include "refrain/cluster/cluster.h"
#include "refrain/core/hash.h"
#include "refrain/core/plain_array.h"
#include "refrain/core/record_file.h"
#include "refrain/core/source_files.h"
#include "refrain/core/types.h"
#include "refrain/pipeline/detail/text_place.h"
#include "refrain/pipeline/found_passage.h"
#include "refrain/sketch/digest.h"
#include "refrain/text/corpus.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace refrain::detail {

/// Of a document, in front of its id, title, source, path, date, language and names of elements and
/// of speakers.
struct DocumentHeader {
  StoredPlace text;
  std::uint64_t position = 0;
  std::uint32_t text_size = 0;
  std::uint32_t id_size = 0;
  std::uint32_t title_size = 0;
  std::uint32_t source_size = 0;
  std::uint32_t path_size = 0;
  std::uint32_t date_size = 0;
  std::uint32_t language_size = 0;
  std::uint32_t elements_size = 0;
  std::uint32_t speakers_size = 0;
  std::uint32_t passages = 0;

  [[nodiscard]] std::uint64_t strings() const {
    return std::uint64_t{id_size} + title_size + source_size + path_size + date_size +
           language_size + elements_size + speakers_size;
  }
  /// Its speakers are names without places: each once, in the order of names.
  /// @param bytes  the strings behind the header
  [[nodiscard]] DocumentView view(const char* bytes) const;
};

inline constexpr std::uint32_t kFurnitureBit = 0x80000000U;
inline constexpr std::uint32_t kElementBit = 0x40000000U;

struct PassageRow {
  StoredPlace text; ///< of the passage
  DocumentIndex document = 0;
  ByteRange bytes; ///< in its document
  std::uint32_t begin_char = 0;
  std::uint32_t document_bytes = 0; ///< of its document's strings
  /// Its page, or with kElementBit where in its document's names that of its element begins; and
  /// kFurnitureBit.
  std::uint32_t marks = 0;
};

/// What is known of each document and passage, in canonical order.
struct PassageColumns {
  PassageColumns(TempFolder& folder, std::uint32_t bands);

  /// After the last record is added.
  void finish();

  RecordFile<std::uint64_t> document_offsets; ///< one a document
  RecordFile<PassageRow> passages;
  /// Where in its document's names that of a passage's speaker begins, from 1; 0 where the document
  /// says it. Passages behind the last entry have none, so only transcripts take space.
  RecordFile<std::uint32_t> speakers;
  RecordFile<DateKey> dates; ///< of each passage's document
  RecordFile<Hash128> hashes;
  RecordFile<Digest> digests;
  std::vector<RecordFile<std::uint32_t>> keys; ///< one a band
};

struct PassageStore : PassageColumns {
  /// @param sources  where texts are that have places there; must outlive the store
  PassageStore(TempFolder& folder, const SourceFiles& sources, std::uint32_t bands);

  [[nodiscard]] std::uint64_t size() const { return passages.size(); }

  /// Reads `size` bytes of a text. What comes from a source counts only once check_sources() has
  /// found that it is what it was. Thread-safe. @throws IoError
  void read_text(StoredPlace place, char* to, std::size_t size) const;
  /// @throws IoError  when a file that texts are read from has changed
  void check_sources() const { sources->check(); }

  const SourceFiles* sources;
  TempFile texts;
  TempFile documents; ///< headers with strings, in the order of runs
};

/// Strings of some documents, in memory.
class DocumentBlock {
public:
  /// @param documents  ascending
  void load(const PassageStore& store, std::span<const DocumentIndex> documents);
  /// Of the i-th of them; its text is empty.
  [[nodiscard]] const DocumentView& view(std::size_t i) const { return views_[i]; }

private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::vector<DocumentView> views_;
};

/// Some passages, in memory.
class PassageBlock {
public:
  /// @param with_documents  load the strings of the passages' documents too
  PassageBlock(const PassageStore& store, bool with_documents)
      : store_(store), with_documents_(with_documents) {}

  /// @param passages  ascending, each once; must live until the next call
  void choose(std::span<const PassageIndex> passages);
  /// Bytes of memory that load() will need.
  [[nodiscard]] std::uint64_t cost() const { return cost_; }
  /// Reads texts in the order of their files, in parallel.
  void load();

  [[nodiscard]] std::size_t place(PassageIndex passage) const;
  [[nodiscard]] PassageIndex passage(std::size_t place) const { return passages_[place]; }
  [[nodiscard]] const PassageRow& row(std::size_t place) const { return rows_[place]; }
  /// Followed by kTextPadding readable bytes.
  [[nodiscard]] std::string_view text(std::size_t place) const {
    return {texts_.data() + begins_[place], rows_[place].bytes.size()};
  }
  [[nodiscard]] FoundPassage found(std::size_t place) const;

private:
  void load_texts(std::span<const std::uint32_t> order);

  const PassageStore& store_;
  bool with_documents_;
  std::span<const PassageIndex> passages_;
  std::vector<PassageRow> rows_;
  std::vector<std::uint32_t> speakers_; // as in PassageColumns; none where no document is loaded
  std::vector<std::uint64_t> begins_;
  std::uint64_t cost_ = 0;
  PlainArray<char> texts_; // kept from load to load
  DocumentBlock documents_;
  std::vector<std::uint32_t> document_of_; // place of a passage's document in documents_
};

/// Hands out records [first, last) of a file in pieces that fit into `bytes` with the passages they
/// name, in order: use(records, block).
/// @param record_bytes  of memory that a record takes where it is used
/// @param passages_of   appends the passages that a record names to a vector
template <class Record, class PassagesOf, class Use>
void for_each_block(const PassageStore& store, const RecordFile<Record>& records,
                    std::uint64_t first, std::uint64_t last, std::uint64_t bytes,
                    std::uint64_t record_bytes, bool with_documents, PassagesOf passages_of,
                    Use use) {
  constexpr std::uint64_t kGuess = 4096; // bytes a record
  PassageBlock block(store, with_documents);
  std::vector<Record> piece;
  std::vector<PassageIndex> passages;
  std::uint64_t size = std::max<std::uint64_t>(1, bytes / kGuess);
  while (first < last) {
    piece.resize(static_cast<std::size_t>(std::min(size, last - first)));
    records.read(first, piece);
    std::uint64_t cost = 0;
    while (true) {
      passages.clear();
      for (const Record& record : piece) {
        passages_of(record, passages);
      }
      std::sort(passages.begin(), passages.end());
      passages.erase(std::unique(passages.begin(), passages.end()), passages.end());
      block.choose(passages);
      cost = block.cost() + piece.size() * record_bytes;
      if (cost <= bytes || piece.size() == 1) {
        break;
      }
      piece.resize(piece.size() / 2);
      size = piece.size();
    }
    if (cost < bytes / 3) {
      size *= 2;
    }
    block.load();
    use(std::span<const Record>(piece), block);
    first += piece.size();
  }
}

} // namespace refrain::detail
