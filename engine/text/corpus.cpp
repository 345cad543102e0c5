#include "refrain/text/corpus.h"

#include "refrain/core/error.h"
#include "refrain/core/index_limit.h"
#include "refrain/core/source_files.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace refrain {
namespace {

constexpr std::size_t kBlockSize = std::size_t{4} << 20;

// What stands in front of the steps of a place.
struct PlaceHead {
  std::uint64_t address = 0;
  std::uint32_t steps_size = 0;
  bool escaped = false;
};

char* put(char* to, std::string_view s) {
  if (!s.empty()) {
    std::memcpy(to, s.data(), s.size());
  }
  return to + s.size();
}

} // namespace

std::unique_ptr<char[]> BlockPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      auto block = std::move(free_.back());
      free_.pop_back();
      return block;
    }
  }
  return std::make_unique_for_overwrite<char[]>(kBlockBytes);
}

void BlockPool::give(std::unique_ptr<char[]> block) {
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(block));
}

void Corpus::FreeBlock::operator()(char* block) const {
  std::unique_ptr<char[]> owned(block);
  if (pool) {
    pool->give(std::move(owned));
  }
}

void Corpus::swap(Corpus& other) noexcept {
  std::swap(pool_, other.pool_);
  std::swap(files_, other.files_);
  std::swap(blocks_, other.blocks_);
  std::swap(free_, other.free_);
  std::swap(free_size_, other.free_size_);
  std::swap(rows_, other.rows_);
  std::swap(sorted_, other.sorted_);
  std::swap(marks_, other.marks_);
  std::swap(elements_, other.elements_);
  std::swap(mark_lists_, other.mark_lists_);
  std::swap(names_, other.names_);
  std::swap(numbers_, other.numbers_);
  std::swap(text_bytes_, other.text_bytes_);
  std::swap(blob_bytes_, other.blob_bytes_);
  std::swap(name_bytes_, other.name_bytes_);
}

char* Corpus::allocate(std::size_t size) {
  blob_bytes_ += size;
  if (free_ == nullptr || size > free_size_) {
    // A document of its own size class gets a block of its own, so that the rest of the current
    // block is not wasted on it.
    const std::size_t block = std::max(size, kBlockSize);
    blocks_.emplace_back(new char[block + kTextPadding]);
    if (block > kBlockSize) {
      return blocks_.back().get();
    }
    free_ = blocks_.back().get();
    free_size_ = block;
  }
  char* result = free_;
  free_ += size;
  free_size_ -= size;
  return result;
}

std::uint32_t Corpus::intern(std::string_view name) {
  if (name.empty()) {
    return 0;
  }
  if (const auto it = numbers_.find(name); it != numbers_.end()) {
    return it->second;
  }
  check_count("names of sources, paths and languages", std::uint64_t{names_.size()} + 1);
  names_.emplace_back(name);
  const auto number = static_cast<std::uint32_t>(names_.size());
  name_bytes_ += name.size();
  numbers_.emplace(names_.back(), number);
  return number;
}

void Corpus::reserve(std::size_t documents, std::size_t bytes) {
  rows_.reserve(rows_.size() + documents);
  if (bytes <= free_size_) {
    return;
  }
  // All of a pooled block may be resident, so one is taken only for what fills it.
  constexpr std::size_t kPooled = BlockPool::kBlockBytes - kTextPadding;
  if (pool_ && bytes <= kPooled && bytes >= kPooled / 4 * 3) {
    blocks_.push_back(Block(pool_->take().release(), FreeBlock{pool_}));
    free_size_ = kPooled;
  } else {
    blocks_.emplace_back(new char[bytes + kTextPadding]);
    free_size_ = bytes;
  }
  free_ = blocks_.back().get();
}

DocumentIndex Corpus::add(const Document& d) {
  return add_view({d.id,
                   d.title,
                   d.source,
                   d.date,
                   d.path,
                   d.text,
                   d.language,
                   d.title_origin,
                   d.source_origin,
                   d.date_origin,
                   d.language_origin,
                   d.marks,
                   d.elements,
                   d.speakers,
                   d.position,
                   {},
                   nullptr});
}

DocumentIndex Corpus::add_view(const DocumentView& d) {
  if (d.text.size() > kMaxDocumentBytes) {
    throw InvalidArgument("document " + std::string(d.id) + ": expected at most " +
                          std::to_string(kMaxDocumentBytes) + " bytes of text, found " +
                          std::to_string(d.text.size()));
  }
  check_count("documents", std::uint64_t{rows_.size()} + 1);
  const std::string_view date = d.date.substr(0, 255);
  const std::string_view names = d.elements.names;
  const std::size_t place_size =
      d.place.known() ? sizeof(PlaceHead) + d.place.steps.size() : std::size_t{0};
  const bool kept = d.kept_text != nullptr;
  char* blob = allocate((kept ? 0 : d.text.size()) + d.id.size() + d.title.size() + date.size() +
                        place_size + names.size() + d.speakers.names.size());
  char* p = kept ? blob : put(blob, d.text);
  const char* rest = p;
  p = put(p, d.id);
  p = put(p, d.title);
  p = put(p, date);
  if (d.place.known()) {
    const PlaceHead head{d.place.address, static_cast<std::uint32_t>(d.place.steps.size()),
                         d.place.escaped};
    std::memcpy(p, &head, sizeof head);
    p = put(p + sizeof head, {d.place.steps.data(), d.place.steps.size()});
  }
  const char* names_at = p;
  p = put(p, names);
  p = put(p, d.speakers.names);
  std::memset(p, 0, kTextPadding); // until the next document overwrites it
  Row row;
  row.text = kept ? d.kept_text : blob;
  row.rest = rest;
  row.position = d.position;
  row.text_size = static_cast<std::uint32_t>(d.text.size());
  row.id_size = static_cast<std::uint32_t>(d.id.size());
  row.title_size = static_cast<std::uint32_t>(d.title.size());
  row.source = intern(d.source);
  row.path = intern(d.path);
  row.language = intern(d.language);
  row.date_size = static_cast<std::uint8_t>(date.size());
  row.title_origin = d.title_origin;
  row.source_origin = d.source_origin;
  row.date_origin = d.date_origin;
  row.language_origin = d.language_origin;
  row.placed = d.place.known();
  row.kept = kept;
  rows_.push_back(row);
  text_bytes_ += d.text.size();
  const auto index = static_cast<DocumentIndex>(rows_.size() - 1);
  if (!d.marks.empty() || !d.elements.marks.empty() || !d.speakers.marks.empty()) {
    set_marks(index, d.marks);
    MarkList& list = mark_lists_.back();
    list.first_element = elements_.size();
    list.elements = static_cast<std::uint32_t>(d.elements.marks.size());
    elements_.insert(elements_.end(), d.elements.marks.begin(), d.elements.marks.end());
    list.first_speaker = elements_.size();
    list.speakers = static_cast<std::uint32_t>(d.speakers.marks.size());
    elements_.insert(elements_.end(), d.speakers.marks.begin(), d.speakers.marks.end());
    list.names = names_at;
    list.names_size = static_cast<std::uint32_t>(names.size());
    list.speaker_names_size = static_cast<std::uint32_t>(d.speakers.names.size());
    for (const ElementMark& mark : d.speakers.marks) {
      static_cast<void>(intern(d.speakers.name(mark.name)));
    }
  }
  note_order(index);
  return index;
}

void Corpus::set_marks(DocumentIndex i, std::span<const TextMark> marks) {
  MarkList list = rows_[i].marks == 0 ? MarkList() : mark_lists_[rows_[i].marks - 1];
  list.first = marks_.size(); // the elements stay
  list.count = marks.size();
  mark_lists_.push_back(list);
  rows_[i].marks = static_cast<std::uint32_t>(mark_lists_.size());
  marks_.insert(marks_.end(), marks.begin(), marks.end());
}

std::uint32_t Corpus::source_number(const TextRange& range) const {
  const Row& row = rows_[range.document];
  const std::string_view speaker = speakers_of(row).at(range.bytes.begin);
  return speaker.empty() ? row.source : numbers_.find(speaker)->second;
}

std::vector<std::string_view> Corpus::speaker_names(DocumentIndex i) const {
  std::vector<std::string_view> names;
  const ElementView all = speakers(i);
  for (const ElementMark& mark : all.marks) {
    if (const std::string_view name = all.name(mark.name); !name.empty()) {
      names.push_back(name);
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::vector<std::uint32_t> Corpus::source_numbers(DocumentIndex i) const {
  std::vector<std::uint32_t> numbers{rows_[i].source};
  for (const std::string_view name : speaker_names(i)) {
    numbers.push_back(numbers_.find(name)->second);
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  if (numbers.front() == 0) {
    numbers.erase(numbers.begin());
  }
  return numbers;
}

bool Corpus::is_furniture(const TextRange& range) const {
  std::uint64_t inside = 0;
  for (const TextMark& mark : marks(range.document)) {
    if (mark.bytes.begin >= range.bytes.end) {
      break;
    }
    if (mark.kind == MarkKind::kFurniture && mark.bytes.end > range.bytes.begin) {
      inside +=
          std::min(mark.bytes.end, range.bytes.end) - std::max(mark.bytes.begin, range.bytes.begin);
    }
  }
  return inside * 2 > range.bytes.size();
}

std::uint32_t Corpus::page(const TextRange& range) const {
  std::uint32_t page = 0;
  for (const TextMark& mark : marks(range.document)) {
    if (mark.bytes.begin > range.bytes.begin) {
      break;
    }
    page = mark.kind == MarkKind::kPage ? mark.number : page;
  }
  return page;
}

void Corpus::forget_texts(DocumentIndex first, DocumentIndex last) const {
  if (files_ == nullptr) {
    return;
  }
  std::size_t bytes = 0;
  const char* begin = nullptr;
  const char* end = nullptr;
  for (DocumentIndex i = first; i < last; ++i) {
    if (rows_[i].kept) {
      const std::string_view text = this->text(i);
      begin = begin == nullptr ? text.data() : std::min(begin, text.data());
      end = std::max(end, text.data() + text.size());
      bytes += text.size();
    }
  }
  // Not where they lie scattered among others.
  if (begin != nullptr && static_cast<std::size_t>(end - begin) <= 4 * bytes) {
    files_->forget(begin, end);
  }
}

void Corpus::clear() {
  PlainArray<Row> rows = std::move(rows_);
  rows.clear();
  *this = Corpus(std::move(pool_));
  rows_ = std::move(rows);
}

void Corpus::append(Corpus&& other) {
  check_count("documents", std::uint64_t{rows_.size()} + other.rows_.size());
  files_ = files_ == nullptr ? other.files_ : files_;
  std::vector<std::uint32_t> renumbered(other.names_.size() + 1);
  for (std::size_t i = 0; i < other.names_.size(); ++i) {
    renumbered[i + 1] = intern(other.names_[i]);
  }
  const auto lists = static_cast<std::uint32_t>(mark_lists_.size());
  for (MarkList list : other.mark_lists_) {
    list.first += marks_.size();
    list.first_element += elements_.size();
    list.first_speaker += elements_.size();
    mark_lists_.push_back(list);
  }
  elements_.insert(elements_.end(), other.elements_.begin(), other.elements_.end());
  marks_.insert(marks_.end(), other.marks_.begin(), other.marks_.end());
  const std::size_t before = rows_.size();
  sorted_ = sorted_ && other.sorted_;
  rows_.append({other.rows_.data(), other.rows_.size()});
  for (Row& row : std::span(rows_.begin() + before, rows_.end())) {
    row.marks += row.marks == 0 ? 0 : lists;
    row.source = renumbered[row.source];
    row.path = renumbered[row.path];
    row.language = renumbered[row.language];
  }
  if (before < rows_.size()) {
    note_order(before);
  }
  for (auto& block : other.blocks_) {
    blocks_.push_back(std::move(block));
  }
  text_bytes_ += other.text_bytes_;
  blob_bytes_ += other.blob_bytes_;
  other = Corpus();
}

std::uint64_t Corpus::memory_bytes() const {
  constexpr std::uint64_t kNameBytes = 160;                     // two strings and a table's node
  constexpr std::uint64_t kRowBytes = 2 * sizeof(Row) + 2 * 16; // and the tables of sort()
  return blob_bytes_ + rows_.size() * kRowBytes + marks_.size() * sizeof(TextMark) +
         elements_.size() * sizeof(ElementMark) + mark_lists_.size() * sizeof(MarkList) +
         names_.size() * kNameBytes + 2 * name_bytes_;
}

std::string_view Corpus::tail(const Row& row, std::size_t offset, std::size_t size) {
  return {row.rest + offset, size};
}

DocumentView Corpus::view(const Row& row) const {
  DocumentView view;
  view.id = tail(row, 0, row.id_size);
  view.title = tail(row, row.id_size, row.title_size);
  view.source = name(row.source);
  view.date = tail(row, std::size_t{row.id_size} + row.title_size, row.date_size);
  view.path = name(row.path);
  view.text = {row.text, row.text_size};
  view.language = name(row.language);
  view.title_origin = row.title_origin;
  view.source_origin = row.source_origin;
  view.date_origin = row.date_origin;
  view.language_origin = row.language_origin;
  view.marks = marks_of(row);
  view.elements = elements_of(row);
  view.speakers = speakers_of(row);
  view.position = row.position;
  view.place = place_of(row);
  view.kept_text = row.kept ? row.text : nullptr;
  return view;
}

TextPlace Corpus::place_of(const Row& row) {
  if (!row.placed) {
    return {};
  }
  const char* at = tail(row, std::size_t{row.id_size} + row.title_size + row.date_size, 0).data();
  PlaceHead head;
  std::memcpy(&head, at, sizeof head);
  return {head.address, head.escaped, {at + sizeof head, head.steps_size}};
}

std::string_view Corpus::id(DocumentIndex i) const {
  return tail(rows_[i], 0, rows_[i].id_size);
}
std::string_view Corpus::title(DocumentIndex i) const {
  return tail(rows_[i], rows_[i].id_size, rows_[i].title_size);
}
std::string_view Corpus::date(DocumentIndex i) const {
  const Row& row = rows_[i];
  return tail(row, std::size_t{row.id_size} + row.title_size, row.date_size);
}
std::string_view Corpus::source(DocumentIndex i) const {
  return name(rows_[i].source);
}
std::string_view Corpus::path(DocumentIndex i) const {
  return name(rows_[i].path);
}
std::string_view Corpus::language(DocumentIndex i) const {
  return name(rows_[i].language);
}

bool Corpus::less(const Row& a, const Row& b) const {
  if (const int c = tail(a, 0, a.id_size).compare(tail(b, 0, b.id_size)); c != 0) {
    return c < 0;
  }
  return canonical_less(view(a), view(b), [](const DocumentView& d) { return d.text; });
}

// Whether row i keeps the order. Asked as rows come, while their ids are still in the cache.
void Corpus::note_order(std::size_t i) {
  sorted_ = sorted_ && (i == 0 || !less(rows_[i], rows_[i - 1]));
}

// Most comparisons are decided by the eight bytes behind what all ids begin with, without a look at
// the blobs, each of which costs a cache miss.
void Corpus::sort_rows() {
  struct Key {
    std::uint64_t bytes;
    std::uint32_t row;
  };
  const std::string_view first = id(0);
  std::size_t common = first.size();
  for (DocumentIndex i = 1; i < rows_.size() && common > 0; ++i) {
    const std::string_view other = id(i);
    const auto [end, unused] =
        std::mismatch(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(common),
                      other.begin(), other.end());
    common = static_cast<std::size_t>(end - first.begin());
  }
  std::vector<Key> keys(rows_.size());
  for (DocumentIndex i = 0; i < rows_.size(); ++i) {
    const std::string_view rest = id(i).substr(common);
    std::uint64_t bytes = 0;
    for (std::size_t b = 0; b < sizeof bytes; ++b) {
      bytes = bytes << 8 | (b < rest.size() ? static_cast<unsigned char>(rest[b]) : 0U);
    }
    keys[i] = {bytes, i};
  }
  std::sort(keys.begin(), keys.end(), [this](const Key& a, const Key& b) {
    return a.bytes != b.bytes ? a.bytes < b.bytes : less(rows_[a.row], rows_[b.row]);
  });
  PlainArray<Row> sorted;
  sorted.reserve(rows_.size());
  for (const Key& key : keys) {
    sorted.push_back(rows_[key.row]);
  }
  rows_ = std::move(sorted);
}

void Corpus::sort() {
  if (!sorted_) {
    sort_rows();
    sorted_ = true;
  }
  // Numbers of sources must not depend on the order of input either.
  std::vector<std::uint32_t> order(names_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  std::sort(order.begin(), order.end(),
            [this](std::uint32_t a, std::uint32_t b) { return names_[a] < names_[b]; });
  std::vector<std::uint32_t> renumbered(names_.size() + 1);
  std::vector<std::string> names(names_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    renumbered[order[i] + 1] = i + 1;
    names[i] = std::move(names_[order[i]]);
    numbers_[names[i]] = i + 1;
  }
  names_ = std::move(names);
  for (Row& row : rows_) {
    row.source = renumbered[row.source];
    row.path = renumbered[row.path];
    row.language = renumbered[row.language];
  }
}

} // namespace refrain
