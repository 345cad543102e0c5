#pragma once
/// @file
/// The documents of one run, in few large blocks: 56 bytes a document beyond its strings.
/// Filled by ingest/ or by the caller, read by every later stage.
///
///     Corpus corpus;  corpus.add({.id = "a", .text = "..."});  corpus.sort();  corpus.text(0);
///
/// Texts that are mapped (DocumentView::kept_text) are not in the blocks.
///
/// Quirks: indexes change on sort() and on append(); every stage expects a sorted corpus. Views
/// stay valid until the corpus is destroyed. text(i) is followed by kTextPadding readable bytes of
/// any value. Texts are not checked: text/decode.h says whether one is valid UTF-8. Only the first
/// 255 bytes of a date are kept.

#include "refrain/core/plain_array.h"
#include "refrain/core/types.h"
#include "refrain/text/document.h"

#include <concepts>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace refrain {

class SourceFiles;

/// Readable bytes behind every text of a Corpus, so that vector loads need no special last step.
inline constexpr std::size_t kTextPadding = 64;

/// The largest document: ranges are 32 bits.
inline constexpr std::uint64_t kMaxDocumentBytes = 0xffff0000ULL;

/// Memory of corpora that are gone, for those to come: where batches of documents follow each
/// other, the system need not be asked for new pages again and again. Thread-safe.
class BlockPool {
public:
  static constexpr std::size_t kBlockBytes = (std::size_t{1} << 20) + kTextPadding;

  [[nodiscard]] std::unique_ptr<char[]> take();
  void give(std::unique_ptr<char[]> block);

private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<char[]>> free_;
};

class Corpus {
public:
  Corpus() = default;
  /// A corpus whose reserve() takes blocks from a pool, and which gives them back when it ends.
  explicit Corpus(std::shared_ptr<BlockPool> pool) : pool_(std::move(pool)) {}
  /// What was moved from is empty, and may be filled anew.
  Corpus(Corpus&& other) noexcept { swap(other); }
  Corpus& operator=(Corpus&& other) noexcept {
    Corpus moved(std::move(other));
    swap(moved);
    return *this;
  }

  /// Copies the document. Not thread-safe.
  /// @throws InvalidArgument  when the text is longer than kMaxDocumentBytes
  DocumentIndex add(const Document& document);
  /// A template, so that what stands in braces is a Document.
  template <std::same_as<DocumentView> View> DocumentIndex add(const View& document) {
    return add_view(document);
  }

  /// Makes room for `documents` more with `bytes` of strings in all, in one block.
  void reserve(std::size_t documents, std::size_t bytes);

  /// Whose mapped bytes texts may be (DocumentView::kept_text); must outlive the corpus.
  void set_files(const SourceFiles* files) { files_ = files; }
  /// Tells the system that mapped texts of documents [first, last) are not needed soon.
  /// Thread-safe.
  void forget_texts(DocumentIndex first, DocumentIndex last) const;

  /// Empty, for other documents, in the memory of its table.
  void clear();

  /// Moves all documents of `other` behind this corpus's own; copies no text.
  void append(Corpus&& other);

  /// Puts the documents into canonical order (canonical_less). From then on results do not depend
  /// on the order of input. O(n log n); O(n) when they came in that order.
  void sort();
  /// Whether the documents came in canonical order, so that sort() moves none.
  [[nodiscard]] bool in_order() const { return sorted_; }

  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] std::uint64_t text_bytes() const { return text_bytes_; }
  /// Bytes of memory that the documents fill, the tables of sort() included.
  [[nodiscard]] std::uint64_t memory_bytes() const;

  /// All of a document; views into the corpus.
  [[nodiscard]] DocumentView document(DocumentIndex i) const { return view(rows_[i]); }

  [[nodiscard]] std::string_view text(DocumentIndex i) const {
    return {rows_[i].text, rows_[i].text_size};
  }
  [[nodiscard]] std::string_view id(DocumentIndex i) const;
  [[nodiscard]] std::string_view title(DocumentIndex i) const;
  [[nodiscard]] std::string_view date(DocumentIndex i) const;
  [[nodiscard]] std::string_view source(DocumentIndex i) const;
  [[nodiscard]] std::string_view path(DocumentIndex i) const;
  [[nodiscard]] std::string_view language(DocumentIndex i) const;
  [[nodiscard]] TextPlace place(DocumentIndex i) const { return place_of(rows_[i]); }
  [[nodiscard]] std::uint64_t position(DocumentIndex i) const { return rows_[i].position; }
  [[nodiscard]] Origin title_origin(DocumentIndex i) const { return rows_[i].title_origin; }
  [[nodiscard]] Origin source_origin(DocumentIndex i) const { return rows_[i].source_origin; }
  [[nodiscard]] Origin date_origin(DocumentIndex i) const { return rows_[i].date_origin; }
  [[nodiscard]] Origin language_origin(DocumentIndex i) const { return rows_[i].language_origin; }

  /// Pages, furniture; in the order of their beginnings.
  [[nodiscard]] std::span<const TextMark> marks(DocumentIndex i) const {
    return marks_of(rows_[i]);
  }
  /// Which elements of its page a document's text came from.
  [[nodiscard]] ElementView elements(DocumentIndex i) const { return elements_of(rows_[i]); }
  /// The element in which a range begins; empty where not known. O(log elements).
  [[nodiscard]] std::string_view element(const TextRange& range) const {
    return elements(range.document).at(range.bytes.begin);
  }
  /// Who speaks where in a document; empty where it is no transcript.
  [[nodiscard]] ElementView speakers(DocumentIndex i) const { return speakers_of(rows_[i]); }
  /// Replaces the marks of a document; what is behind its text is no place.
  void set_marks(DocumentIndex i, std::span<const TextMark> marks);
  /// Whether more than half of a range is furniture. O(marks of the document).
  [[nodiscard]] bool is_furniture(const TextRange& range) const;
  /// The page on which a range begins, 0 where there are no pages. O(marks of the document).
  [[nodiscard]] std::uint32_t page(const TextRange& range) const;

  /// Equal numbers mean equal sources; 0 is the empty source. Below source_count().
  [[nodiscard]] std::uint32_t source_number(DocumentIndex i) const { return rows_[i].source; }
  /// Of what a range says: its speaker, where known, else the source of the document. Speakers are
  /// sources, of equal name or not. O(log speakers).
  [[nodiscard]] std::uint32_t source_number(const TextRange& range) const;
  [[nodiscard]] std::string_view source(const TextRange& range) const {
    return source_name(source_number(range));
  }
  /// The names of all who speak in a document, in the order of names.
  [[nodiscard]] std::vector<std::string_view> speaker_names(DocumentIndex i) const;
  /// All sources of a document, its own and its speakers: ascending, each once, 0 not among them.
  [[nodiscard]] std::vector<std::uint32_t> source_numbers(DocumentIndex i) const;
  [[nodiscard]] std::size_t source_count() const { return names_.size() + 1; }
  [[nodiscard]] std::string_view source_name(std::uint32_t number) const { return name(number); }

  [[nodiscard]] std::string_view text(const TextRange& range) const {
    return text(range.document).substr(range.bytes.begin, range.bytes.size());
  }

private:
  // One blob a document: text, unless it is kept elsewhere, and then the rest: id, title, date,
  // where it is known the place (address, number of bytes of steps, whether escaped, steps), names
  // of elements and of speakers. Behind the last one of a block is the padding.
  struct Row {
    const char* text = nullptr;
    const char* rest = nullptr;
    std::uint64_t position = 0;
    std::uint32_t text_size = 0;
    std::uint32_t id_size = 0;
    std::uint32_t title_size = 0;
    std::uint32_t source = 0;
    std::uint32_t path = 0;
    std::uint32_t language = 0;
    std::uint32_t marks = 0; // the list of that number, from 1; 0: none
    std::uint8_t date_size = 0;
    Origin title_origin : 4 = Origin::kUnknown;
    Origin source_origin : 4 = Origin::kUnknown;
    Origin date_origin : 4 = Origin::kUnknown;
    Origin language_origin : 4 = Origin::kUnknown;
    bool placed : 1 = false;
    bool kept : 1 = false; // the text is elsewhere
  };
  static_assert(sizeof(Row) == 56);

  struct MarkList {
    std::size_t first = 0; // in marks_
    std::size_t count = 0;
    std::size_t first_element = 0; // in elements_
    std::size_t first_speaker = 0; // in elements_, too
    std::uint32_t elements = 0;
    std::uint32_t speakers = 0;
    std::uint32_t names_size = 0; // of the elements, in the document's blob
    std::uint32_t speaker_names_size = 0;
    const char* names = nullptr; // those of the speakers behind them
  };

  // Lets the table of names be searched by a view.
  struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };

  struct FreeBlock {
    std::shared_ptr<BlockPool> pool; // where the block belongs; none: it is its own
    void operator()(char* block) const;
  };
  using Block = std::unique_ptr<char[], FreeBlock>;

  DocumentIndex add_view(const DocumentView& document);
  [[nodiscard]] char* allocate(std::size_t size);
  [[nodiscard]] std::uint32_t intern(std::string_view name);
  [[nodiscard]] std::string_view name(std::uint32_t number) const {
    return number == 0 ? std::string_view() : std::string_view(names_[number - 1]);
  }
  [[nodiscard]] std::span<const TextMark> marks_of(const Row& row) const {
    if (row.marks == 0) {
      return {};
    }
    const MarkList& list = mark_lists_[row.marks - 1];
    return std::span(marks_).subspan(list.first, list.count);
  }
  [[nodiscard]] ElementView elements_of(const Row& row) const {
    if (row.marks == 0) {
      return {};
    }
    const MarkList& list = mark_lists_[row.marks - 1];
    return {std::span(elements_).subspan(list.first_element, list.elements),
            {list.names, list.names_size}};
  }
  [[nodiscard]] ElementView speakers_of(const Row& row) const {
    if (row.marks == 0) {
      return {};
    }
    const MarkList& list = mark_lists_[row.marks - 1];
    return {std::span(elements_).subspan(list.first_speaker, list.speakers),
            {list.names + list.names_size, list.speaker_names_size}};
  }
  [[nodiscard]] DocumentView view(const Row& row) const;
  [[nodiscard]] static TextPlace place_of(const Row& row);
  [[nodiscard]] bool less(const Row& a, const Row& b) const;
  void note_order(std::size_t i);
  void sort_rows();
  void swap(Corpus& other) noexcept;
  [[nodiscard]] static std::string_view tail(const Row& row, std::size_t offset, std::size_t size);

  std::shared_ptr<BlockPool> pool_;
  const SourceFiles* files_ = nullptr;
  std::vector<Block> blocks_;
  char* free_ = nullptr;
  std::size_t free_size_ = 0;
  PlainArray<Row> rows_;
  bool sorted_ = true; // the rows are in canonical order
  std::vector<TextMark> marks_;
  std::vector<ElementMark> elements_; // and speakers
  std::vector<MarkList> mark_lists_;
  // Sources, speakers, paths and languages share the table. Their numbers count from 1: 0 is the
  // empty name.
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::uint32_t, NameHash, std::equal_to<>> numbers_;
  std::uint64_t text_bytes_ = 0;
  std::uint64_t blob_bytes_ = 0;
  std::uint64_t name_bytes_ = 0;
};

} // namespace refrain
