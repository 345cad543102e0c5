#include "refrain/pipeline/detail/disk_candidates.h"

#include "refrain/core/external_sort.h"
#include "refrain/core/parallel.h"
#include "refrain/core/repeat_filter.h"
#include "refrain/core/scratch_pool.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <span>

namespace refrain::detail {
namespace {

constexpr std::size_t kPiece = 8192;   // records of a column at once
constexpr std::size_t kHubRead = 4096; // bytes of the column that orders a hub

// A passage in a bucket, in words of 32 bits: no gaps that would be sorted and written.
struct Entry {
  std::uint32_t key = 0; // of the next band in a hub, as its order
  PassageIndex passage = 0;
  std::uint32_t digest[4] = {};

  void set_digest(const Digest& d) {
    digest[0] = static_cast<std::uint32_t>(d.first);
    digest[1] = static_cast<std::uint32_t>(d.first >> 32);
    digest[2] = static_cast<std::uint32_t>(d.second);
    digest[3] = static_cast<std::uint32_t>(d.second >> 32);
  }
  [[nodiscard]] Digest get_digest() const {
    return {std::uint64_t{digest[1]} << 32 | digest[0], std::uint64_t{digest[3]} << 32 | digest[2]};
  }
};
struct ByKey {
  bool operator()(const Entry& a, const Entry& b) const {
    return a.key != b.key ? a.key < b.key : a.passage < b.passage;
  }
};

using EntrySorter = ExternalSorter<Entry, ByKey>;
using CandidateSorter = ExternalSorter<Candidate, std::less<>>;

// What all bands share.
struct Shared {
  const PassageStore& store;
  const std::vector<bool>& active;
  const DigestFilter& filter;
  const BucketOptions& options;
  const DiskWork& work;
  std::span<const Digest> digests; // of all passages, or none where they do not fit
  std::uint64_t bytes;             // of one band
  std::uint64_t candidate_bytes;   // of one thread
};

// Searches bands one after the other in the same memory: new pages for each would cost more than
// the search of many.
class BandSearch {
public:
  explicit BandSearch(const Shared& shared)
      : shared_(shared), expander_(shared.filter, counts_),
        candidates_(std::make_unique<CandidateSorter>(shared.work.folder, shared.candidate_bytes, 1,
                                                      Repeats::kDistinct)),
        repeats_(shared.store.size(), shared.bytes / 5),
        entries_(shared.work.folder, shared.bytes * 6 / 10, 1) {}

  void run(std::uint32_t band) {
    band_ = band;
    entries_.restart();
    collect();
    entries_.sort();
    std::vector<Entry> bucket;
    for (Entry entry; entries_.next(entry);) {
      if (!bucket.empty() && bucket.front().key != entry.key) {
        end_bucket(bucket);
      }
      bucket.push_back(entry);
      if (bucket.size() > shared_.options.max_bucket) {
        // The hub's passages go where there is room for any number of them.
        if (hub_ == nullptr) {
          hub_ = std::make_unique<EntrySorter>(shared_.work.folder, shared_.bytes / 5, 1);
          hub_size_ = 0;
        }
        move_to_hub(bucket, 1);
      }
    }
    end_bucket(bucket);
  }

  [[nodiscard]] const BucketCounts& counts() const { return counts_; }
  [[nodiscard]] std::unique_ptr<CandidateSorter> take_candidates() {
    return std::move(candidates_);
  }

private:
  // Entries of the active passages whose key repeats, in two passes over the column.
  void collect() {
    const PassageStore& store = shared_.store;
    const std::uint64_t n = store.size();
    const RecordFile<std::uint32_t>& column = store.keys[band_];
    repeats_.clear();
    std::uint64_t first = 0;
    const auto is_active = [&](std::size_t i) { return bool{shared_.active[first + i]}; };
    const auto key_of = [&](std::size_t i) { return keys_[i]; };
    const auto for_each_piece = [&](auto use) {
      for (first = 0; first < n; first += kPiece) {
        shared_.work.control.check();
        keys_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, n - first)));
        column.read(first, keys_);
        use();
      }
    };
    for_each_piece([&] { repeats_.note(keys_.size(), is_active, key_of); });
    for_each_piece([&] {
      const std::span<const Digest> digests = digests_of(first, keys_.size());
      repeats_.for_each_repeated(keys_.size(), is_active, key_of, [&](std::size_t i) {
        Entry entry;
        entry.key = keys_[i];
        entry.passage = static_cast<PassageIndex>(first + i);
        entry.set_digest(digests[i]);
        entries_.add(entry);
      });
    });
  }

  std::span<const Digest> digests_of(std::uint64_t first, std::size_t count) {
    if (!shared_.digests.empty()) {
      return std::span(shared_.digests).subspan(static_cast<std::size_t>(first), count);
    }
    digests_.resize(count);
    shared_.store.digests.read(first, digests_);
    return digests_;
  }

  // All but the last `left` entries; what is left tells the key.
  void move_to_hub(std::vector<Entry>& bucket, std::size_t left) {
    const std::size_t moved = bucket.size() - left;
    const PassageStore& store = shared_.store;
    const RecordFile<std::uint32_t>& orders = store.keys[(band_ + 1) % store.keys.size()];
    RecordCursor<std::uint32_t> order(orders, 0, orders.size(), kHubRead);
    for (Entry entry : std::span<const Entry>(bucket).first(moved)) {
      entry.key = order.at(entry.passage);
      hub_->add(entry);
    }
    hub_size_ += moved;
    bucket.erase(bucket.begin(), bucket.begin() + static_cast<std::ptrdiff_t>(moved));
  }

  void end_bucket(std::vector<Entry>& bucket) {
    const auto emit = [this](PassageIndex a, PassageIndex b) { candidates_->add({a, b}); };
    if (hub_ != nullptr) {
      move_to_hub(bucket, 0);
      hub_->sort();
      HubWalk walk(hub_size_, shared_.filter, shared_.options, counts_);
      for (Entry entry; hub_->next(entry);) {
        walk.add(entry.passage, entry.get_digest(), emit);
      }
      walk.finish();
      hub_.reset();
      return;
    }
    if (bucket.size() > 1) {
      for (const Entry& entry : bucket) {
        expander_.add(entry.passage, entry.get_digest());
      }
      expander_.expand(emit);
    }
    bucket.clear();
  }

  const Shared& shared_;
  std::uint32_t band_ = 0;
  BucketCounts counts_;
  BucketExpander expander_;
  std::unique_ptr<CandidateSorter> candidates_;
  RepeatFilter repeats_;
  EntrySorter entries_;
  std::vector<std::uint32_t> keys_;
  std::vector<Digest> digests_;
  std::unique_ptr<EntrySorter> hub_;
  std::uint64_t hub_size_ = 0;
};

// What the sorters hold, in order and each once.
RecordFile<Candidate> merged(std::vector<std::unique_ptr<CandidateSorter>>& sorters,
                             const DiskWork& work) {
  parallel_for(sorters.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      sorters[i]->sort();
    }
  });
  struct Head {
    Candidate candidate;
    CandidateSorter* sorter;
  };
  const auto after = [](const Head& x, const Head& y) { return y.candidate < x.candidate; };
  std::vector<Head> heads;
  for (const auto& sorter : sorters) {
    if (Head head{{}, sorter.get()}; sorter->next(head.candidate)) {
      heads.push_back(head);
    }
  }
  std::make_heap(heads.begin(), heads.end(), after);
  RecordFile<Candidate> found(work.folder);
  Candidate last{kNone, kNone};
  while (!heads.empty()) {
    std::pop_heap(heads.begin(), heads.end(), after);
    Head& head = heads.back();
    if (head.candidate != last) {
      last = head.candidate;
      found.add(last);
    }
    if (head.sorter->next(head.candidate)) {
      std::push_heap(heads.begin(), heads.end(), after);
    } else {
      heads.pop_back();
    }
  }
  found.finish();
  return found;
}

} // namespace

DiskCandidates find_candidates(PassageStore& store, const std::vector<bool>& active,
                               const DigestFilter& filter, const BucketOptions& options,
                               const DiskWork& work) {
  const std::size_t bands = store.keys.size();
  const std::uint64_t threads = std::min<std::uint64_t>(work.threads, bands);
  // Each band asks for the digests anew.
  std::vector<Digest> digests;
  const bool resident = store.size() * sizeof(Digest) <= work.share(25);
  if (resident) {
    digests.resize(static_cast<std::size_t>(store.size()));
    store.digests.read(0, digests);
    store.digests.clear();
  }
  const Shared shared{store,
                      active,
                      filter,
                      options,
                      work,
                      digests,
                      work.share(resident ? 45 : 70) / threads,
                      work.share(25) / threads};
  DiskCandidates found(work.folder);
  std::vector<std::unique_ptr<CandidateSorter>> sorters;
  {
    std::atomic<std::uint64_t> done{0};
    ScratchPool<BandSearch> searches([&] { return std::make_unique<BandSearch>(shared); });
    parallel_for(bands, 1, [&](std::size_t begin, std::size_t end) {
      for (std::size_t band = begin; band < end; ++band) {
        const auto search = searches.borrow();
        (*search).run(static_cast<std::uint32_t>(band));
        work.control.report("group", ++done, bands);
      }
    });
    for (const auto& search : searches.take_all()) {
      found.counts += search->counts();
      sorters.push_back(search->take_candidates());
    }
  }
  digests = std::vector<Digest>();
  store.digests.clear();
  for (RecordFile<std::uint32_t>& column : store.keys) {
    column.clear();
  }
  found.pairs = merged(sorters, work);
  return found;
}

} // namespace refrain::detail
