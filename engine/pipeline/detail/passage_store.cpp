#include "refrain/pipeline/detail/passage_store.h"

#include "refrain/core/parallel.h"
#include "refrain/text/count_chars.h"
#include "refrain/text/escaped_text.h"

#include <cstring>

namespace refrain::detail {
namespace {

// Of cursors that skip: what lies between two places is mostly not wanted.
constexpr std::size_t kSkipBytes = std::size_t{8} << 10;
// What one read takes of places that lie close to one another, and the gap it reads across.
constexpr std::uint64_t kReadBytes = std::uint64_t{256} << 10;
constexpr std::uint64_t kGapBytes = std::uint64_t{4} << 10;

// Bytes to read for a text: some more where it is escaped, mostly enough.
std::uint64_t raw_size(StoredPlace place, std::uint64_t size) {
  constexpr std::uint64_t kMore = 64;
  const std::uint64_t text = place.skip() + size;
  return place.escaped() ? text + text / 8 + kMore : size;
}

} // namespace

DocumentView DocumentHeader::view(const char* bytes) const {
  DocumentView view;
  const auto take = [&](std::uint32_t size) {
    const std::string_view taken(bytes, size);
    bytes += size;
    return taken;
  };
  view.id = take(id_size);
  view.title = take(title_size);
  view.source = take(source_size);
  view.path = take(path_size);
  view.date = take(date_size);
  view.language = take(language_size);
  view.elements.names = take(elements_size);
  view.speakers.names = take(speakers_size);
  view.position = position;
  return view;
}

PassageColumns::PassageColumns(TempFolder& folder, std::uint32_t bands)
    : document_offsets(folder), passages(folder), speakers(folder), dates(folder), hashes(folder),
      digests(folder) {
  for (std::uint32_t band = 0; band < bands; ++band) {
    keys.emplace_back(folder);
  }
}

void PassageColumns::finish() {
  document_offsets.finish();
  passages.finish();
  speakers.finish();
  dates.finish();
  hashes.finish();
  digests.finish();
  for (RecordFile<std::uint32_t>& column : keys) {
    column.finish();
  }
}

PassageStore::PassageStore(TempFolder& folder, const SourceFiles& source_files, std::uint32_t bands)
    : PassageColumns(folder, bands), sources(&source_files), texts(folder), documents(folder) {}

void PassageStore::read_text(StoredPlace place, char* to, std::size_t size) const {
  if (!place.source()) {
    texts.read(place.address(), to, size);
    return;
  }
  if (!place.escaped()) {
    if (sources->read(place.address(), to, size) < size) {
      sources->changed(place.address());
    }
    return;
  }
  std::vector<char> raw;
  for (std::uint64_t wanted = raw_size(place, size);; wanted *= 2) {
    raw.resize(static_cast<std::size_t>(wanted));
    const std::size_t got = sources->read(place.address(), raw.data(), raw.size());
    if (unescape({raw.data(), got}, place.skip(), {to, size})) {
      return;
    }
    // No byte of a text takes more than six.
    if (got < wanted || wanted > 6 * (place.skip() + std::uint64_t{size}) + 64) {
      sources->changed(place.address());
    }
  }
}

void DocumentBlock::load(const PassageStore& store, std::span<const DocumentIndex> documents) {
  constexpr std::size_t kUsual = 256; // bytes of a header with its strings
  blocks_.clear();
  views_.resize(documents.size());
  std::vector<std::uint64_t> offsets(documents.size());
  RecordCursor<std::uint64_t> cursor(store.document_offsets, 0, store.document_offsets.size(),
                                     kSkipBytes);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    offsets[i] = cursor.at(documents[i]);
  }
  constexpr std::size_t kGrain = 256;
  blocks_.resize((documents.size() + kGrain - 1) / kGrain);
  parallel_for(blocks_.size(), 1, [&](std::size_t begin, std::size_t end) {
    std::vector<char> bytes;
    std::vector<std::pair<DocumentHeader, std::size_t>> found;
    std::vector<char> wide; // what lies close together is read at once
    for (std::size_t b = begin; b < end; ++b) {
      const std::size_t first = b * kGrain;
      const std::size_t last = std::min(documents.size(), first + kGrain);
      std::uint64_t from = 0; // of what is in `wide`
      bytes.clear();
      found.clear();
      for (std::size_t i = first, near = first; i < last; ++i) {
        if (i == near) {
          for (++near; near < last && offsets[near] >= offsets[near - 1] &&
                       offsets[near] <= offsets[near - 1] + kGapBytes &&
                       offsets[near] + kUsual <= offsets[i] + kReadBytes;
               ++near) {
          }
          const std::uint64_t stop =
              std::min<std::uint64_t>(offsets[near - 1] + kUsual, store.documents.size());
          from = offsets[i];
          wide.resize(static_cast<std::size_t>(stop - from));
          store.documents.read(from, wide.data(), wide.size());
        }
        const auto begin_in_wide = static_cast<std::size_t>(offsets[i] - from);
        DocumentHeader header;
        std::memcpy(&header, wide.data() + begin_in_wide, sizeof header);
        const std::size_t at = bytes.size();
        const auto size = static_cast<std::size_t>(header.strings());
        bytes.resize(at + size);
        const std::size_t have = std::min(size, wide.size() - begin_in_wide - sizeof header);
        std::memcpy(bytes.data() + at, wide.data() + begin_in_wide + sizeof header, have);
        if (have < size) {
          store.documents.read(offsets[i] + sizeof header + have, bytes.data() + at + have,
                               size - have);
        }
        found.emplace_back(header, at);
      }
      blocks_[b] = std::make_unique_for_overwrite<char[]>(bytes.size());
      std::memcpy(blocks_[b].get(), bytes.data(), bytes.size());
      for (std::size_t i = first; i < last; ++i) {
        const auto& [header, at] = found[i - first];
        views_[i] = header.view(blocks_[b].get() + at);
      }
    }
  });
}

void PassageBlock::choose(std::span<const PassageIndex> passages) {
  passages_ = passages;
  rows_.resize(passages.size());
  begins_.resize(passages.size());
  cost_ =
      passages.size() * (sizeof(PassageRow) + sizeof(std::uint64_t) + 2 * sizeof(std::uint32_t));
  RecordCursor<PassageRow> cursor(store_.passages, 0, store_.passages.size(), kSkipBytes);
  std::uint64_t text_bytes = 0;
  for (std::size_t i = 0; i < passages.size(); ++i) {
    const PassageRow& row = rows_[i] = cursor.at(passages[i]);
    text_bytes += row.bytes.size();
    if (with_documents_ && (i == 0 || rows_[i - 1].document != row.document)) {
      cost_ += row.document_bytes + sizeof(DocumentView) + sizeof(DocumentHeader) + 16;
    }
  }
  cost_ += text_bytes;
  speakers_.clear();
  const std::uint64_t known = with_documents_ ? store_.speakers.size() : 0;
  RecordCursor<std::uint32_t> speakers(store_.speakers, 0, known, kSkipBytes);
  for (std::size_t i = 0; i < passages.size() && passages[i] < known; ++i) {
    speakers_.push_back(speakers.at(passages[i]));
  }
}

void PassageBlock::load() {
  std::vector<std::uint32_t> order(rows_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  // Runs of an input in order lie in canonical order already.
  const auto by_place = [&](std::uint32_t a, std::uint32_t b) {
    return rows_[a].text.bits() < rows_[b].text.bits();
  };
  if (!std::is_sorted(order.begin(), order.end(), by_place)) {
    std::sort(order.begin(), order.end(), by_place);
  }
  load_texts(order);
  if (with_documents_) {
    std::vector<DocumentIndex> documents;
    document_of_.resize(rows_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (documents.empty() || documents.back() != rows_[i].document) {
        documents.push_back(rows_[i].document);
      }
      document_of_[i] = static_cast<std::uint32_t>(documents.size() - 1);
    }
    documents_.load(store_, documents);
  }
}

void PassageBlock::load_texts(std::span<const std::uint32_t> order) {
  std::uint64_t size = 0;
  for (const std::uint32_t i : order) {
    begins_[i] = size;
    size += rows_[i].bytes.size();
  }
  texts_.clear();
  texts_.resize_for_overwrite(static_cast<std::size_t>(size) + kTextPadding);
  std::memset(texts_.data() + size, 0, kTextPadding);
  constexpr std::size_t kGrain = 512;
  parallel_for((order.size() + kGrain - 1) / kGrain, 1, [&](std::size_t begin, std::size_t end) {
    std::vector<char> wide;
    const std::size_t stop = std::min(order.size(), end * kGrain);
    for (std::size_t first = begin * kGrain; first < stop;) {
      // What lies close together is read at once.
      const StoredPlace place = rows_[order[first]].text;
      const std::uint64_t from = place.address();
      std::uint64_t to = from + raw_size(place, rows_[order[first]].bytes.size());
      std::size_t last = first + 1;
      for (; last < stop; ++last) {
        const PassageRow& row = rows_[order[last]];
        const std::uint64_t row_end = row.text.address() + raw_size(row.text, row.bytes.size());
        if (row.text.source() != place.source() || row.text.address() > to + kGapBytes ||
            row_end > from + kReadBytes) {
          break;
        }
        to = std::max(to, row_end);
      }
      if (last == first + 1) {
        store_.read_text(place, texts_.data() + begins_[order[first]],
                         rows_[order[first]].bytes.size());
        ++first;
        continue;
      }
      wide.resize(static_cast<std::size_t>(to - from));
      std::size_t got = wide.size();
      if (place.source()) {
        got = store_.sources->read(from, wide.data(), wide.size());
      } else {
        store_.texts.read(from, wide.data(), wide.size());
      }
      for (; first < last; ++first) {
        const PassageRow& row = rows_[order[first]];
        const std::string_view raw =
            std::string_view(wide.data(), got)
                .substr(std::min<std::size_t>(got, row.text.address() - from));
        const std::span<char> out(texts_.data() + begins_[order[first]], row.bytes.size());
        if (row.text.escaped() ? !unescape(raw, row.text.skip(), out) : raw.size() < out.size()) {
          store_.read_text(row.text, out.data(), out.size());
        } else if (!row.text.escaped()) {
          std::memcpy(out.data(), raw.data(), out.size());
        }
      }
    }
  });
  store_.check_sources();
}

std::size_t PassageBlock::place(PassageIndex passage) const {
  return static_cast<std::size_t>(std::lower_bound(passages_.begin(), passages_.end(), passage) -
                                  passages_.begin());
}

FoundPassage PassageBlock::found(std::size_t place) const {
  const DocumentView& document = documents_.view(document_of_[place]);
  const PassageRow& row = rows_[place];
  const std::string_view quote = text(place);
  const bool of_element = (row.marks & kElementBit) != 0;
  const std::uint32_t number = row.marks & ~(kFurnitureBit | kElementBit);
  const std::uint32_t speaker = place < speakers_.size() ? speakers_[place] : 0;
  return {document.id,
          speaker == 0 ? document.source : document.speakers.name(speaker - 1),
          document.date,
          row.bytes,
          row.begin_char,
          row.begin_char + static_cast<std::uint32_t>(count_chars(quote)),
          quote,
          row.document,
          of_element ? 0 : number,
          (row.marks & kFurnitureBit) != 0,
          of_element ? document.elements.name(number) : std::string_view()};
}

} // namespace refrain::detail
