#include "refrain/pipeline/disk_duplicates.h"

#include "refrain/core/error.h"
#include "refrain/core/external_sort.h"
#include "refrain/core/parallel.h"
#include "refrain/pipeline/detail/disk_candidates.h"
#include "refrain/pipeline/detail/disk_clusters.h"
#include "refrain/pipeline/detail/disk_copies.h"
#include "refrain/pipeline/detail/disk_pairs.h"
#include "refrain/pipeline/detail/disk_removals.h"
#include "refrain/pipeline/detail/document_runs.h"
#include "refrain/pipeline/detail/passage_sketcher.h"
#include "refrain/text/decode.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace refrain {
namespace {

using namespace detail;

// What is not a buffer of the search: code, tables of Unicode, and what each thread of reading and
// sketching has in hand.
constexpr std::uint64_t kProcessBytes = std::uint64_t{40} << 20;
constexpr std::uint64_t kThreadBytes = std::uint64_t{12} << 20;
// Of a pair and of a member of a cluster while they are handed out, beside their passages.
constexpr std::uint64_t kPairBytes = 64;
constexpr std::uint64_t kMemberBytes = 320;
constexpr std::uint64_t kLeastBuffers = std::uint64_t{16} << 20;

unsigned threads_of(unsigned threads) {
  const ThreadLimit limit(threads);
  return thread_count();
}

std::uint64_t reserved_memory(unsigned threads) {
  return kProcessBytes + kThreadBytes * threads_of(threads);
}

std::uint64_t buffer_bytes(const MemoryOptions& memory, unsigned threads) {
  const std::uint64_t left = memory.limit_bytes - reserved_memory(threads);
  return memory.buffer_bytes == 0 ? left : std::min(left, memory.buffer_bytes);
}

const EngineOptions& checked(const EngineOptions& options, const MemoryOptions& memory) {
  validate(options);
  check_options(options.duplicates);
  if (const std::uint64_t least = least_memory(options.threads); memory.limit_bytes < least) {
    throw InvalidArgument("memory: expected at least " + std::to_string(least >> 20) + "M with " +
                          std::to_string(threads_of(options.threads)) + " threads, found " +
                          std::to_string(memory.limit_bytes) + " bytes");
  }
  return options;
}

} // namespace

std::uint64_t least_memory(unsigned threads) {
  return reserved_memory(threads) + kLeastBuffers;
}

std::uint64_t largest_record(std::uint64_t limit_bytes) {
  return limit_bytes / 64;
}

struct DiskDuplicates::State {
  State(const EngineOptions& given, const MemoryOptions& memory, RunControl run_control)
      : options(checked(given, memory)), control(std::move(run_control)),
        folder(memory.temp_folder), work{folder, buffer_bytes(memory, options.threads),
                                         threads_of(options.threads), control},
        scheme(choose_bands(options.duplicates.threshold, options.duplicates.recall,
                            options.duplicates.slots)),
        runs(std::in_place, work, sources, options.passages, options.duplicates, scheme) {}

  /// Runs a step with the threads of the options and adds its time to the run report.
  template <class Step> auto step(const char* name, Step run_step) {
    control.check();
    const ThreadLimit limit(options.threads);
    const auto start = std::chrono::steady_clock::now();
    auto result = run_step();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    run.stages.push_back({name, taken.count()});
    run.spilled_bytes = folder.written();
    return result;
  }

  void cap(const char* what, std::uint64_t count) {
    if (count != 0) {
      run.caps.push_back({"duplicates", what, count});
    }
  }

  /// Where documents go, until the search has begun.
  [[nodiscard]] DocumentRuns& open_runs() {
    if (!runs) {
      throw InvalidArgument("search on disk: expected one run(), and every add() before it");
    }
    return *runs;
  }

  /// This, once there are results.
  [[nodiscard]] State& finished() {
    if (!pairs) {
      throw InvalidArgument("search on disk: expected run() before its results are asked for");
    }
    return *this;
  }

  [[nodiscard]] const RecordFile<Removal>& find_removals() {
    if (!removals) {
      removals =
          step("removals", [&] { return detail::find_removals(*store, clusters->members, work); });
    }
    return *removals;
  }

  EngineOptions options;
  RunControl control;
  TempFolder folder;
  DiskWork work;
  BandScheme scheme;
  SourceFiles sources;
  std::optional<DocumentRuns> runs;
  Corpus added; // documents that came one by one
  std::optional<PassageStore> store;
  std::optional<RecordFile<Pair>> pairs;
  std::optional<DiskClusters> clusters;
  std::optional<RecordFile<Removal>> removals;
  CorpusFacts facts;
  DuplicatesCounts counts;
  RunReport run;
};

DiskDuplicates::DiskDuplicates(const EngineOptions& options, const MemoryOptions& memory,
                               RunControl control)
    : state_(std::make_unique<State>(options, memory, std::move(control))) {}

DiskDuplicates::~DiskDuplicates() = default;

void DiskDuplicates::add(const Document& document) {
  if (const std::size_t valid = valid_utf8_prefix(document.text); valid != document.text.size()) {
    throw InvalidArgument("document " + document.id + ": expected UTF-8, found byte " +
                          std::to_string(valid) + " that is none; text/decode.h reads other bytes");
  }
  constexpr std::uint64_t kHandOn = std::uint64_t{4} << 20;
  (void)state_->open_runs();
  state_->added.add(document);
  if (state_->added.memory_bytes() >= kHandOn) {
    add(std::exchange(state_->added, Corpus()));
  }
}

void DiskDuplicates::add(Corpus&& documents) {
  const ThreadLimit limit(state_->options.threads);
  state_->open_runs().add(std::move(documents));
}

SourceFiles& DiskDuplicates::source_files() {
  return state_->sources;
}

void DiskDuplicates::run() {
  State& s = *state_;
  if (!s.added.empty()) {
    add(std::exchange(s.added, Corpus()));
  }
  DocumentRuns& runs = s.open_runs();
  s.store = s.step("order", [&] { return runs.merge(s.facts, s.counts); });
  s.run.spilled_runs = runs.runs();
  s.runs.reset();
  s.run.documents = s.facts.documents;
  s.run.passages = s.counts.passages;
  s.run.text_bytes = s.facts.text_bytes;
  const DiskCopies copies = s.step("copies", [&] { return group_copies(*s.store, s.work); });
  DiskCandidates candidates = s.step("candidates", [&] {
    return find_candidates(*s.store, copies.active, DigestFilter(s.options.duplicates.threshold),
                           BucketOptions{}, s.work);
  });
  s.counts.bands = s.scheme.bands;
  s.counts.rows = s.scheme.rows;
  s.counts.exact_copies = copies.members.size() - copies.groups.size();
  s.counts.candidates = candidates.pairs.size();
  s.counts.filtered_pairs = candidates.counts.filtered_pairs;
  s.counts.capped_buckets = candidates.counts.capped_buckets;
  s.counts.unexpanded_pairs = candidates.counts.unexpanded_pairs;
  RecordFile<Pair> texts = s.step("verify", [&] {
    return verify_candidates(*s.store, candidates.pairs, s.options.duplicates, s.work);
  });
  candidates.pairs.clear();
  s.clusters = s.step("clusters", [&] { return gather_clusters(*s.store, texts, copies, s.work); });
  s.pairs = s.step("pairs", [&] {
    return expand_copies(std::move(texts), copies, {}, s.counts.unlisted_copy_pairs, s.work);
  });
  s.cap("comparisons within large buckets, summed over bands", s.counts.unexpanded_pairs);
  s.cap("pairs within large groups of equal passages, in clusters but not listed",
        s.counts.unlisted_copy_pairs);
}

const CorpusFacts& DiskDuplicates::corpus() const {
  return state_->facts;
}
const DuplicatesCounts& DiskDuplicates::counts() const {
  return state_->counts;
}
std::uint64_t DiskDuplicates::pairs() const {
  return state_->finished().pairs->size();
}
std::uint64_t DiskDuplicates::clusters() const {
  return state_->finished().clusters->heads.size();
}
const RunReport& DiskDuplicates::run_report() const {
  return state_->run;
}
TempFolder& DiskDuplicates::temp_folder() const {
  return state_->folder;
}

void DiskDuplicates::for_each_pair(const std::function<void(const FoundPair&)>& use) const {
  for_each_block_of_pairs(
      [&](std::size_t count, const std::function<FoundPair(std::size_t)>& pair) {
        for (std::size_t i = 0; i < count; ++i) {
          use(pair(i));
        }
      });
}

void DiskDuplicates::for_each_block_of_pairs(
    const std::function<void(std::size_t count, const std::function<FoundPair(std::size_t)>& pair)>&
        use) const {
  const State& s = state_->finished();
  const ThreadLimit limit(s.options.threads);
  for_each_block(
      *s.store, *s.pairs, 0, s.pairs->size(), s.work.share(60), kPairBytes, true,
      [](const Pair& pair, std::vector<PassageIndex>& passages) {
        passages.push_back(pair.a);
        passages.push_back(pair.b);
      },
      [&](std::span<const Pair> piece, const PassageBlock& block) {
        s.control.check();
        use(piece.size(), [&](std::size_t i) {
          const Pair& pair = piece[i];
          return FoundPair{block.found(block.place(pair.a)), block.found(block.place(pair.b)),
                           pair.jaccard, pair.containment};
        });
      });
}

namespace {

void add_passages_of(const ClusterRow& row, std::vector<PassageIndex>& passages) {
  passages.push_back(row.representative);
  passages.push_back(row.passage);
}

FoundCluster gather(std::uint64_t id, const ClusterHead& head, std::span<const ClusterRow> rows,
                    const PassageBlock& block, std::vector<FoundMember>& members) {
  members.clear();
  members.push_back({block.found(block.place(head.representative)), 1});
  for (const ClusterRow& row : rows) {
    members.push_back({block.found(block.place(row.passage)), row.jaccard});
  }
  return {id, head.size + 1, members, true, true};
}

class LoadedClusters final : public ClusterBlock {
public:
  struct Part {
    ClusterHead head;
    std::uint64_t id = 0;
    std::size_t begin = 0; // of its rows
    std::size_t end = 0;
    bool first = true;
    bool last = true;
  };

  LoadedClusters(std::span<const ClusterRow> rows, const PassageBlock& block)
      : rows_(rows), block_(block) {}

  void add(const Part& part) { parts_.push_back(part); }
  [[nodiscard]] std::size_t size() const override { return parts_.size(); }
  [[nodiscard]] std::size_t members(std::size_t i) const override {
    return parts_[i].end - parts_[i].begin + 1;
  }
  [[nodiscard]] FoundCluster cluster(std::size_t i,
                                     std::vector<FoundMember>& members) const override {
    const Part& part = parts_[i];
    FoundCluster cluster = gather(
        part.id, part.head, rows_.subspan(part.begin, part.end - part.begin), block_, members);
    cluster.first = part.first;
    cluster.last = part.last;
    return cluster;
  }

private:
  std::span<const ClusterRow> rows_;
  const PassageBlock& block_;
  std::vector<Part> parts_;
};

} // namespace

void DiskDuplicates::for_each_cluster(const std::function<void(const FoundCluster&)>& use) const {
  std::vector<FoundMember> members;
  for_each_block_of_clusters([&](const ClusterBlock& block) {
    for (std::size_t i = 0; i < block.size(); ++i) {
      use(block.cluster(i, members));
    }
  });
}

void DiskDuplicates::for_each_block_of_clusters(
    const std::function<void(const ClusterBlock&)>& use) const {
  const State& s = state_->finished();
  const ThreadLimit limit(s.options.threads);
  RecordCursor<ClusterHead> heads(s.clusters->heads);
  LoadedClusters::Part part;
  std::uint64_t left = 0; // members of the cluster at hand that are still to come
  for_each_block(
      *s.store, s.clusters->members, 0, s.clusters->members.size(), s.work.share(60), kMemberBytes,
      true, add_passages_of, [&](std::span<const ClusterRow> piece, const PassageBlock& block) {
        s.control.check();
        LoadedClusters loaded(piece, block);
        for (std::size_t at = 0; at < piece.size(); at = part.end) {
          part.first = left == 0;
          if (part.first) {
            (void)heads.next(part.head);
            left = part.head.size;
            ++part.id;
          }
          part.begin = at;
          part.end =
              at + static_cast<std::size_t>(std::min<std::uint64_t>(left, piece.size() - at));
          left -= part.end - at;
          part.last = left == 0;
          loaded.add(part);
        }
        use(loaded);
      });
}

void DiskDuplicates::for_each_large_cluster(
    std::uint64_t count, std::uint64_t most,
    const std::function<void(const FoundCluster&)>& use) const {
  const State& s = state_->finished();
  const ThreadLimit limit(s.options.threads);
  struct Place {
    std::uint64_t size = 0;
    std::uint64_t index : 63 = 0;
    std::uint64_t furniture : 1 = 0;
  };
  static_assert(sizeof(Place) == 16);
  struct Larger {
    bool operator()(const Place& a, const Place& b) const {
      if (a.furniture != b.furniture) {
        return b.furniture != 0;
      }
      return a.size != b.size ? a.size > b.size : a.index < b.index;
    }
  };
  ExternalSorter<Place, Larger> order(s.work.folder, s.work.share(40), s.work.threads);
  RecordCursor<ClusterHead> heads(s.clusters->heads);
  constexpr std::size_t kSkipBytes = std::size_t{8} << 10; // few passages are representatives
  RecordCursor<PassageRow> passages(s.store->passages, 0, s.store->size(), kSkipBytes);
  std::uint64_t index = 0;
  for (ClusterHead head; heads.next(head); ++index) {
    const bool furniture = (passages.at(head.representative).marks & kFurnitureBit) != 0;
    order.add({head.size, index, furniture});
  }
  order.sort();
  std::vector<FoundMember> members;
  std::uint64_t shown = 0;
  for (Place place; (count == 0 || shown < count) && order.next(place); ++shown) {
    s.control.check();
    ClusterHead head;
    s.clusters->heads.read(place.index, {&head, 1});
    const std::uint64_t end = head.begin + std::min(head.size, most);
    for_each_block(*s.store, s.clusters->members, head.begin, end, s.work.share(40), kMemberBytes,
                   true, add_passages_of,
                   [&](std::span<const ClusterRow> piece, const PassageBlock& block) {
                     use(gather(place.index + 1, head, piece, block, members));
                   });
  }
}

std::uint64_t DiskDuplicates::removals() {
  return state_->finished().find_removals().size();
}

void DiskDuplicates::for_each_removal(
    const std::function<void(const DocumentView& removed, const DocumentView& kept,
                             double jaccard)>& use) {
  State& s = state_->finished();
  constexpr std::size_t kPiece = 1024;
  const RecordFile<Removal>& removals = s.find_removals();
  const ThreadLimit limit(s.options.threads);
  std::vector<Removal> piece;
  std::vector<DocumentIndex> documents;
  DocumentBlock block;
  for (std::uint64_t first = 0; first < removals.size(); first += piece.size()) {
    s.control.check();
    piece.resize(
        static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, removals.size() - first)));
    removals.read(first, piece);
    documents.clear();
    for (const Removal& removal : piece) {
      documents.push_back(removal.document);
      documents.push_back(removal.kept);
    }
    std::sort(documents.begin(), documents.end());
    documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
    block.load(*s.store, documents);
    const auto view = [&](DocumentIndex document) -> const DocumentView& {
      return block.view(static_cast<std::size_t>(
          std::lower_bound(documents.begin(), documents.end(), document) - documents.begin()));
    };
    for (const Removal& removal : piece) {
      use(view(removal.document), view(removal.kept), removal.jaccard);
    }
  }
}

void DiskDuplicates::for_each_document(const std::function<void(const DocumentView&)>& use) const {
  const State& s = state_->finished();
  constexpr std::uint64_t kPiece = 1024;
  const ThreadLimit limit(s.options.threads);
  std::vector<DocumentIndex> documents;
  DocumentBlock block;
  for (std::uint64_t first = 0; first < s.facts.documents; first += kPiece) {
    s.control.check();
    documents.clear();
    for (std::uint64_t d = first; d < std::min(s.facts.documents, first + kPiece); ++d) {
      documents.push_back(static_cast<DocumentIndex>(d));
    }
    block.load(*s.store, documents);
    for (std::size_t i = 0; i < documents.size(); ++i) {
      use(block.view(i));
    }
  }
}

} // namespace refrain
