#pragma once
/// @file
/// Buckets to candidates: which pairs of a bucket are compared, and which of these the digests rule
/// out. Shared by lsh/buckets.h and by the search on disk, so that both decide alike.
///
///     BucketExpander expander(filter, options);
///     for (...) expander.add(passage, digest);
///     expander.expand(emit);                       // emit(a, b), a < b
///
/// A hub is walked in its order, a passage after the other: HubWalk holds the last hub_neighbours
/// passages and the pivots, never the hub.

#include "refrain/lsh/buckets.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace refrain {

/// What became of the pairs of some buckets.
struct BucketCounts {
  std::uint64_t filtered_pairs = 0;
  std::uint64_t capped_buckets = 0;
  std::uint64_t unexpanded_pairs = 0;

  BucketCounts& operator+=(const BucketCounts& other) {
    filtered_pairs += other.filtered_pairs;
    capped_buckets += other.capped_buckets;
    unexpanded_pairs += other.unexpanded_pairs;
    return *this;
  }
};

/// All pairs of a bucket of at most max_bucket passages.
class BucketExpander {
public:
  BucketExpander(const DigestFilter& filter, BucketCounts& counts)
      : filter_(filter), counts_(counts) {}

  void add(PassageIndex passage, const Digest& digest) {
    passages_.push_back(passage);
    digests_.push_back(digest);
  }

  [[nodiscard]] std::size_t size() const { return passages_.size(); }

  /// Emits the pairs, and forgets the passages.
  template <class Emit> void expand(Emit emit) {
    for (std::size_t i = 0; i + 1 < passages_.size(); ++i) {
      for (std::size_t j = i + 1; j < passages_.size(); ++j) {
        if (filter_.passes(digests_[i], digests_[j])) {
          emit(std::min(passages_[i], passages_[j]), std::max(passages_[i], passages_[j]));
        } else {
          ++counts_.filtered_pairs;
        }
      }
    }
    clear();
  }

  void clear() {
    passages_.clear();
    digests_.clear();
  }

private:
  const DigestFilter& filter_;
  BucketCounts& counts_;
  // Digests side by side: a large bucket compares each with all others.
  std::vector<PassageIndex> passages_;
  std::vector<Digest> digests_;
};

/// Some pairs of a hub, whose passages come in the order of another band's keys, equal ones in
/// canonical order: passages that are more alike than the hub as a whole then stand side by side.
class HubWalk {
public:
  /// @param size  of the hub
  HubWalk(std::uint64_t size, const DigestFilter& filter, const BucketOptions& options,
          BucketCounts& counts)
      : size_(size), neighbours_(options.hub_neighbours), pivots_wanted_(options.hub_pivots),
        stride_(std::max<std::uint64_t>(1, size / std::max(1U, options.hub_pivots))),
        filter_(filter), counts_(counts), last_(std::max(1U, options.hub_neighbours)) {}

  /// The next passage of the hub meets those before it.
  template <class Emit> void add(PassageIndex passage, const Digest& digest, Emit emit) {
    const Entry entry{passage, digest};
    for (std::uint64_t j = at_ - std::min<std::uint64_t>(at_, neighbours_); j < at_; ++j) {
      meet(last_[j % last_.size()], entry, emit);
    }
    for (std::size_t p = 0; p < pivots_.size() && p * stride_ + neighbours_ < at_; ++p) {
      meet(pivots_[p], entry, emit);
    }
    if (pivots_.size() < pivots_wanted_ && at_ == pivots_.size() * stride_) {
      pivots_.push_back(entry);
    }
    last_[at_ % last_.size()] = entry;
    ++at_;
  }

  /// After the last passage.
  void finish() {
    ++counts_.capped_buckets;
    counts_.unexpanded_pairs += size_ * (size_ - 1) / 2 - compared_;
  }

private:
  struct Entry {
    PassageIndex passage = 0;
    Digest digest;
  };

  template <class Emit> void meet(const Entry& a, const Entry& b, Emit& emit) {
    ++compared_;
    if (filter_.passes(a.digest, b.digest)) {
      emit(std::min(a.passage, b.passage), std::max(a.passage, b.passage));
    } else {
      ++counts_.filtered_pairs;
    }
  }

  std::uint64_t size_;
  std::uint32_t neighbours_;
  std::uint32_t pivots_wanted_;
  std::uint64_t stride_;
  const DigestFilter& filter_;
  BucketCounts& counts_;
  std::uint64_t at_ = 0;
  std::uint64_t compared_ = 0;
  std::vector<Entry> last_; // a ring
  std::vector<Entry> pivots_;
};

} // namespace refrain
