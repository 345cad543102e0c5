#include "refrain/pipeline/detail/document_runs.h"

#include "refrain/core/index_limit.h"
#include "refrain/core/parallel.h"
#include "refrain/pipeline/detail/passage_sketcher.h"
#include "refrain/pipeline/detail/run_head.h"
#include "refrain/text/count_chars.h"
#include "refrain/text/escaped_text.h"

#include <algorithm>
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

template <class Value> void append(std::vector<char>& to, const Value& value) {
  const auto* bytes = reinterpret_cast<const char*>(&value);
  to.insert(to.end(), bytes, bytes + sizeof value);
}

void append(std::vector<char>& to, std::string_view bytes) {
  to.insert(to.end(), bytes.begin(), bytes.end());
}

// All who speak in a document, each once: their names, and where these begin when each is ended by
// a line feed, from 1.
class SpeakerNames {
public:
  void read(const Corpus& corpus, DocumentIndex document) {
    names_.clear();
    begins_.clear();
    size_ = 0;
    if (corpus.speakers(document).marks.empty()) {
      return;
    }
    names_ = corpus.speaker_names(document);
    for (const std::string_view name : names_) {
      begins_.push_back(size_ + 1);
      size_ += static_cast<std::uint32_t>(name.size()) + 1;
    }
  }

  [[nodiscard]] std::uint32_t size() const { return size_; }
  void append_to(std::vector<char>& bytes) const {
    for (const std::string_view name : names_) {
      append(bytes, name);
      bytes.push_back('\n');
    }
  }
  /// 0 for a name that is none of them.
  [[nodiscard]] std::uint32_t place(std::string_view name) const {
    const auto at = std::lower_bound(names_.begin(), names_.end(), name);
    return at == names_.end() || *at != name
               ? 0
               : begins_[static_cast<std::size_t>(at - names_.begin())];
  }

private:
  std::vector<std::string_view> names_;
  std::vector<std::uint32_t> begins_;
  std::uint32_t size_ = 0;
};

// Where a passage is found in a text that is read again.
StoredPlace passage_place(const TextPlace& text, std::uint32_t begin) {
  if (!text.escaped) {
    return StoredPlace::in_source(text.address + begin, false, 0);
  }
  TextStep step;
  if (begin >= kTextStep) {
    std::memcpy(&step, text.steps.data() + (begin / kTextStep - 1) * sizeof step, sizeof step);
  }
  return StoredPlace::in_source(text.address + step.raw, true, begin - step.text);
}

} // namespace

struct DocumentRuns::Batch {
  std::size_t first = 0; // documents [first, last) of pending_
  std::size_t last = 0;
  std::vector<char> texts;
  std::vector<char> documents; // headers whose places count from the batch's texts
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

DocumentRuns::DocumentRuns(const DiskWork& work, const SourceFiles& sources,
                           const PassageOptions& passages, const DuplicatesOptions& duplicates,
                           const BandScheme& scheme)
    : work_(work), passages_(passages), options_(duplicates), scheme_(scheme),
      sketcher_(make_sketcher(scheme, duplicates)), row_words_(kHeadWords + scheme.bands),
      sources_(work.folder, work.share(5), 1, Repeats::kDistinct),
      store_(work.folder, sources, scheme.bands), rows_(work.folder) {}

void DocumentRuns::add(Corpus&& documents) {
  if (!pending_.empty() && pending_.memory_bytes() + documents.memory_bytes() > work_.share(75)) {
    write_run();
  }
  pending_.append(std::move(documents));
}

void DocumentRuns::write_run() {
  read_again_ = pending_.in_order();
  pending_.sort();
  // Equal ids are left to the merge, which looks at all else.
  const bool in_order = runs_.empty() && (runs_written_ == 0 || last_id_ < pending_.id(0));
  if (in_order) {
    last_id_ = pending_.id(static_cast<DocumentIndex>(pending_.size() - 1));
  } else {
    runs_.push_back({store_.documents.size(), 0, rows_.size()});
  }
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
        consume(batch);
        batch.clear();
        const std::lock_guard lock(mutex);
        spare.push_back(std::move(batch));
      });
  (in_order ? ordered_end_ : runs_.back().end) = store_.documents.size();
  ++runs_written_;
  pending_.clear();
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
  SpeakerNames speakers;
  for (std::size_t d = batch.first; d < batch.last; ++d) {
    const DocumentView document = pending_.document(static_cast<DocumentIndex>(d));
    split_passages(document.text, passages_, passages);
    speakers.read(pending_, static_cast<DocumentIndex>(d));
    DocumentHeader header;
    const TextPlace again = read_again_ ? document.place : TextPlace();
    header.text =
        again.known() ? passage_place(again, 0) : StoredPlace::in_texts(batch.texts.size());
    header.position = document.position;
    header.text_size = static_cast<std::uint32_t>(document.text.size());
    header.id_size = static_cast<std::uint32_t>(document.id.size());
    header.title_size = static_cast<std::uint32_t>(document.title.size());
    header.source_size = static_cast<std::uint32_t>(document.source.size());
    header.path_size = static_cast<std::uint32_t>(document.path.size());
    header.date_size = static_cast<std::uint32_t>(document.date.size());
    header.language_size = static_cast<std::uint32_t>(document.language.size());
    header.elements_size = static_cast<std::uint32_t>(document.elements.names.size());
    header.speakers_size = speakers.size();
    header.passages = static_cast<std::uint32_t>(passages.size());
    batch.headers.push_back(batch.documents.size());
    append(batch.documents, header);
    for (const std::string_view s : {document.id, document.title, document.source, document.path,
                                     document.date, document.language, document.elements.names}) {
      append(batch.documents, s);
    }
    speakers.append_to(batch.documents);
    if (!again.known()) {
      append(batch.texts, document.text);
    }
    std::uint32_t counted = 0; // bytes before it are counted in `chars`
    std::uint32_t chars = 0;
    for (const ByteRange& passage : passages) {
      chars += static_cast<std::uint32_t>(
          count_chars(document.text.substr(counted, passage.begin - counted)));
      counted = passage.begin;
      RowHead head;
      head.source = again.known() ? passage_place(again, passage.begin) : StoredPlace();
      head.begin = passage.begin;
      head.end = passage.end;
      head.begin_char = chars;
      const TextRange range{static_cast<DocumentIndex>(d), passage};
      const auto element = document.elements.find(passage.begin);
      head.marks = element == document.elements.marks.end() || element->name >= kElementBit
                       ? pending_.page(range)
                       : element->name | kElementBit;
      head.marks |= pending_.is_furniture(range) ? kFurnitureBit : 0;
      const std::size_t at = batch.rows.size();
      batch.rows.resize(at + row_words_);
      const std::size_t tokens =
          sketcher.sketch(document.text.substr(passage.begin, passage.size()), head.hash,
                          head.digest, std::span(batch.rows).subspan(at + kHeadWords));
      std::memcpy(batch.rows.data() + at, &head, sizeof head);
      batch.rows[at + kSpeakerWord] =
          speakers.size() == 0 ? 0 : speakers.place(pending_.source(range));
      ++batch.passages;
      batch.tokens += tokens;
      batch.without_tokens += tokens == 0 ? 1 : 0;
    }
  }
}

void DocumentRuns::consume(Batch& batch) {
  const std::uint32_t* row = batch.rows.data();
  for (const std::size_t at : batch.headers) {
    DocumentHeader header;
    std::memcpy(&header, batch.documents.data() + at, sizeof header);
    if (!header.text.source()) {
      header.text = header.text.forward(store_.texts.size());
    }
    std::memcpy(batch.documents.data() + at, &header, sizeof header);
    const DocumentView view = header.view(batch.documents.data() + at + sizeof header);
    note(view);
    facts_.text_bytes += header.text_size;
    if (runs_.empty()) {
      store_.document_offsets.add(store_.documents.size() + at);
      note_id(view.id);
      const DateKey date = make_date_key(view.date);
      for (std::uint32_t p = 0; p < header.passages; ++p, row += row_words_) {
        number_passage(header, date, row);
      }
      check_count("documents", std::uint64_t{next_document_} + 1);
      ++next_document_;
    }
  }
  store_.texts.append(batch.texts.data(), batch.texts.size());
  store_.documents.append(batch.documents.data(), batch.documents.size());
  if (!runs_.empty()) {
    rows_.add(batch.rows);
  }
  counts_.passages += batch.passages;
  counts_.tokens += batch.tokens;
  counts_.passages_without_tokens += batch.without_tokens;
  work_.control.report("sketch", counts_.passages, 0);
}

void DocumentRuns::number_passage(const DocumentHeader& header, const DateKey& date,
                                  const std::uint32_t* row) {
  RowHead head;
  std::memcpy(static_cast<void*>(&head), row, sizeof head);
  PassageRow passage;
  passage.text = header.text.source() ? head.source : header.text.forward(head.begin);
  passage.document = next_document_;
  passage.bytes = {head.begin, head.end};
  passage.begin_char = head.begin_char;
  passage.marks = head.marks;
  passage.document_bytes = static_cast<std::uint32_t>(header.strings());
  if (row[kSpeakerWord] != 0) {
    while (store_.speakers.size() < store_.passages.size()) {
      store_.speakers.add(0);
    }
    store_.speakers.add(row[kSpeakerWord]);
  }
  store_.passages.add(passage);
  store_.dates.add(date);
  store_.hashes.add(head.hash);
  store_.digests.add(head.digest);
  for (std::uint32_t band = 0; band < scheme_.bands; ++band) {
    store_.keys[band].add(row[kHeadWords + band]);
  }
}

PassageStore DocumentRuns::merge(CorpusFacts& facts, DuplicatesCounts& counts) {
  if (!pending_.empty()) {
    write_run();
  }
  pending_ = Corpus();
  counts = counts_;
  check_count("passages", counts.passages);
  store_.finish();
  if (!runs_.empty()) {
    merge_runs();
  }
  facts_.documents = next_document_;
  sources_.sort();
  for (Hash128 source; sources_.next(source);) {
    ++facts_.sources;
  }
  sources_.clear();
  facts = std::move(facts_);
  return std::move(store_);
}

void DocumentRuns::merge_runs() {
  rows_.finish();
  PassageColumns ordered(work_.folder, scheme_.bands);
  std::swap(ordered, static_cast<PassageColumns&>(store_));
  const std::size_t buffer_bytes = std::clamp<std::size_t>(
      static_cast<std::size_t>(work_.share(40) / (2 * runs_.size() + 1)), 1024, kReadBytes);
  const std::size_t column_bytes = std::clamp<std::size_t>(
      static_cast<std::size_t>(work_.share(10) / (scheme_.bands + 3)), 1024, kReadBytes);
  std::vector<RunHead> heads;
  heads.reserve(runs_.size() + 1);
  heads.emplace_back(store_.documents, 0, ordered_end_,
                     std::make_unique<RowsOfColumns>(ordered, column_bytes), buffer_bytes);
  for (const Run& run : runs_) {
    heads.emplace_back(store_.documents, run.begin, run.end,
                       std::make_unique<RowFile>(rows_, run.first_row, row_words_, buffer_bytes),
                       buffer_bytes);
  }
  const auto text_of = [&](const DocumentView& view) {
    const auto it = std::find_if(heads.begin(), heads.end(),
                                 [&](const RunHead& head) { return &head.view() == &view; });
    return TextOnDisk{&store_, it->header().text, it->header().text_size};
  };
  const auto before = [&](std::size_t a, std::size_t b) {
    return canonical_less(heads[a].view(), heads[b].view(), text_of);
  };
  const auto after = [&](std::size_t a, std::size_t b) { return before(b, a); };
  std::vector<std::size_t> heap;
  for (std::size_t run = 0; run < heads.size(); ++run) {
    if (heads[run].advance()) {
      heap.push_back(run);
    }
  }
  std::make_heap(heap.begin(), heap.end(), after);
  next_document_ = 0;
  facts_.repeated_ids = 0;
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end(), after);
    const std::size_t run = heap.back();
    heap.pop_back();
    RunHead& head = heads[run];
    while (true) {
      store_.document_offsets.add(head.offset());
      note_id(head.view().id);
      const DateKey date = make_date_key(head.view().date);
      for (std::uint32_t p = 0; p < head.header().passages; ++p) {
        number_passage(head.header(), date, head.row());
      }
      check_count("documents", std::uint64_t{next_document_} + 1);
      if (++next_document_ % 4096 == 0) {
        work_.control.check();
        work_.control.report("order", next_document_, 0);
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
  rows_.clear();
  store_.finish();
  store_.check_sources();
}

// Called for documents in canonical order, before next_document_ goes on.
void DocumentRuns::note_id(std::string_view id) {
  if (next_document_ != 0 && id == numbered_id_ && facts_.repeated_ids++ == 0) {
    facts_.repeated_id = id;
  }
  numbered_id_ = id;
}

void DocumentRuns::note(const DocumentView& document) {
  (document.position != 0 ? facts_.lines : facts_.files) = true;
  if (!document.date.empty()) {
    if (facts_.first_date.empty() || document.date < facts_.first_date) {
      facts_.first_date = document.date;
    }
    if (document.date > facts_.last_date) {
      facts_.last_date = document.date;
    }
  }
  note_source(document.source);
  for (std::string_view names = document.speakers.names; !names.empty();) {
    const std::string_view name = names.substr(0, names.find('\n'));
    note_source(name);
    names.remove_prefix(name.size() + 1);
  }
}

void DocumentRuns::note_source(std::string_view source) {
  if (source.empty()) {
    return;
  }
  const Hash128 hash = hash_bytes_128(source);
  if (Hash128& known = recent_sources_[hash.low % recent_sources_.size()]; known != hash) {
    known = hash;
    sources_.add(hash);
  }
}

} // namespace refrain::detail
