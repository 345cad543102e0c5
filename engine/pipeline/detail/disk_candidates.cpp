#include "refrain/pipeline/detail/disk_candidates.h"

#include "refrain/core/external_sort.h"
#include "refrain/core/parallel.h"
#include "refrain/core/repeat_filter.h"
#include "refrain/core/scratch_pool.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <span>

namespace refrain::detail {
namespace {

constexpr std::size_t kPiece = 8192;   // records of a column at once
constexpr std::size_t kEmitted = 4096; // candidates that a band hands on at once

// A passage in a bucket, in words of 32 bits: no gaps that would be sorted and written.
struct Entry {
  std::uint32_t key = 0;
  PassageIndex passage = 0;
  std::uint32_t other_key = 0; // of the next band, the order of a hub
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
struct InHubOrder {
  bool operator()(const Entry& a, const Entry& b) const {
    return a.other_key != b.other_key ? a.other_key < b.other_key : a.passage < b.passage;
  }
};

using CandidateSorter = ExternalSorter<Candidate, std::less<>>;

// What all bands share.
struct Shared {
  const PassageStore& store;
  const std::vector<bool>& active;
  const DigestFilter& filter;
  const BucketOptions& options;
  const DiskWork& work;
  std::uint64_t bytes; // of one band
  std::mutex mutex;
  CandidateSorter candidates;
  BucketCounts counts;
};

// Searches bands one after the other in the same memory: new pages for each would cost more than
// the search of many.
class BandSearch {
public:
  explicit BandSearch(Shared& shared)
      : shared_(shared), expander_(shared.filter, counts_),
        repeats_(shared.store.size(), shared.bytes / 5),
        entries_(shared.work.folder, shared.bytes * 6 / 10, 1) {}

  void run(std::uint32_t band) {
    band_ = band;
    counts_ = BucketCounts();
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
          hub_ = std::make_unique<HubSorter>(shared_.work.folder, shared_.bytes / 5, 1);
          hub_size_ = 0;
        }
        move_to_hub(bucket, 1);
      }
    }
    end_bucket(bucket);
    hand_on();
    const std::lock_guard<std::mutex> lock(shared_.mutex);
    shared_.counts += counts_;
  }

private:
  using HubSorter = ExternalSorter<Entry, InHubOrder>;

  // Entries of the active passages whose key repeats, in two passes over the column.
  void collect() {
    const PassageStore& store = shared_.store;
    const std::uint64_t n = store.size();
    const RecordFile<std::uint32_t>& column = store.keys[band_];
    const RecordFile<std::uint32_t>& others = store.keys[(band_ + 1) % store.keys.size()];
    repeats_.clear();
    std::vector<std::uint32_t> keys;
    const auto for_each_piece = [&](auto use) {
      for (std::uint64_t first = 0; first < n; first += kPiece) {
        shared_.work.control.check();
        keys.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, n - first)));
        column.read(first, keys);
        use(first);
      }
    };
    for_each_piece([&](std::uint64_t first) {
      for (std::size_t i = 0; i < keys.size(); ++i) {
        prefetch(keys, i);
        if (shared_.active[first + i]) {
          repeats_.note(keys[i]);
        }
      }
    });
    std::vector<std::uint32_t> other_keys;
    std::vector<Digest> digests;
    for_each_piece([&](std::uint64_t first) {
      other_keys.resize(keys.size());
      others.read(first, other_keys);
      digests.resize(keys.size());
      store.digests.read(first, digests);
      Entry entry;
      for (std::size_t i = 0; i < keys.size(); ++i) {
        prefetch(keys, i);
        if (shared_.active[first + i] && repeats_.repeats(keys[i])) {
          entry.key = keys[i];
          entry.passage = static_cast<PassageIndex>(first + i);
          entry.other_key = other_keys[i];
          entry.set_digest(digests[i]);
          entries_.add(entry);
        }
      }
    });
  }

  // Fetches the counter of a key that comes soon: more of them at a time would drive each other out
  // of the cache.
  void prefetch(std::span<const std::uint32_t> keys, std::size_t i) const {
    constexpr std::size_t kAhead = 32;
    repeats_.prefetch(keys[std::min(i + kAhead, keys.size() - 1)]);
  }

  // All but the last `left` entries; what is left tells the key.
  void move_to_hub(std::vector<Entry>& bucket, std::size_t left) {
    const std::size_t moved = bucket.size() - left;
    hub_->add(std::span<const Entry>(bucket).first(moved));
    hub_size_ += moved;
    bucket.erase(bucket.begin(), bucket.begin() + static_cast<std::ptrdiff_t>(moved));
  }

  void end_bucket(std::vector<Entry>& bucket) {
    const auto emit = [this](PassageIndex a, PassageIndex b) { add(a, b); };
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

  void add(PassageIndex a, PassageIndex b) {
    emitted_.push_back({a, b});
    if (emitted_.size() >= kEmitted) {
      hand_on();
    }
  }

  void hand_on() {
    const std::lock_guard<std::mutex> lock(shared_.mutex);
    shared_.candidates.add(emitted_);
    emitted_.clear();
  }

  Shared& shared_;
  std::uint32_t band_ = 0;
  BucketCounts counts_;
  BucketExpander expander_;
  RepeatFilter repeats_;
  ExternalSorter<Entry, ByKey> entries_;
  std::unique_ptr<HubSorter> hub_;
  std::uint64_t hub_size_ = 0;
  std::vector<Candidate> emitted_;
};

} // namespace

DiskCandidates find_candidates(PassageStore& store, const std::vector<bool>& active,
                               const DigestFilter& filter, const BucketOptions& options,
                               const DiskWork& work) {
  const std::size_t bands = store.keys.size();
  Shared shared{store,  active,
                filter, options,
                work,   work.share(70) / std::min<std::uint64_t>(work.threads, bands),
                {},     CandidateSorter(work.folder, work.share(25), 1, Repeats::kDistinct),
                {}};
  std::atomic<std::uint64_t> done{0};
  {
    ScratchPool<BandSearch> searches([&] { return std::make_unique<BandSearch>(shared); });
    parallel_for(bands, 1, [&](std::size_t begin, std::size_t end) {
      for (std::size_t band = begin; band < end; ++band) {
        const auto search = searches.borrow();
        (*search).run(static_cast<std::uint32_t>(band));
        work.control.report("group", ++done, bands);
      }
    });
  }
  store.digests.clear();
  for (RecordFile<std::uint32_t>& column : store.keys) {
    column.clear();
  }
  DiskCandidates found(work.folder);
  found.counts = shared.counts;
  shared.candidates.sort();
  for (Candidate candidate; shared.candidates.next(candidate);) {
    found.pairs.add(candidate);
  }
  found.pairs.finish();
  return found;
}

} // namespace refrain::detail
