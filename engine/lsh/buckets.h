#pragma once
/// @file
/// Candidates: pairs of passages that share a bucket in at least one band. After lsh/bands.h,
/// before verify/.
///
///     BandTable table(bands, passages);  table.set_rows(first, rows);   // in parallel
///     CandidateList found = find_candidates(table, active, digests, filter, {}, control);
///
/// Keys are 32 bits, kept in columns of 4 bytes a passage and band; a band's (key, passage) pairs
/// exist only while that band is grouped, a band a task, and only for keys that occur twice.
///
/// Quirks: keys that are equal by accident give false candidates (58 a band for a million
/// passages); verify/ drops them. A bucket of more than max_bucket passages is a hub: each passage
/// in it meets its neighbours in the order of another band's keys and some pivots, not all others;
/// what was not expanded is counted.

#include "refrain/core/run_control.h"
#include "refrain/core/types.h"
#include "refrain/sketch/digest.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace refrain {

/// Unverified pair, a < b.
struct Candidate {
  PassageIndex a = 0;
  PassageIndex b = 0;
  friend auto operator<=>(const Candidate&, const Candidate&) = default;
};

/// Band keys of all passages: bands columns of `passages` keys, 4 * bands bytes a passage.
class BandTable {
public:
  BandTable(std::uint32_t bands, std::size_t passages);

  [[nodiscard]] std::uint32_t bands() const { return bands_; }
  [[nodiscard]] std::size_t passages() const { return passages_; }

  /// Sets the keys of consecutive passages from `first` on: bands() keys each, passage after
  /// passage, all of them below passages(). Threads may set different passages at the same time.
  void set_rows(PassageIndex first, std::span<const std::uint32_t> rows);

  [[nodiscard]] std::span<const std::uint32_t> column(std::uint32_t band) const {
    return {keys_.get() + band * passages_, passages_};
  }

private:
  std::uint32_t bands_;
  std::size_t passages_;
  std::unique_ptr<std::uint32_t[]> keys_; // not set before set_rows(): its threads touch it first
};

struct BucketOptions {
  std::uint32_t max_bucket = 1000;   ///< above it a bucket is a hub
  std::uint32_t hub_neighbours = 16; ///< passages behind each one, in hub order, that it meets
  std::uint32_t hub_pivots = 16;     ///< passages, spread evenly, that all of a hub meet
};

struct CandidateList {
  std::vector<Candidate> candidates; ///< distinct, passed by the filter, ordered by (a, b)
  std::uint64_t filtered_pairs = 0;  ///< dropped by the filter; summed over bands
  std::uint64_t capped_buckets = 0;
  std::uint64_t unexpanded_pairs = 0; ///< summed over bands: a pair may count more than once
};

/// @param active   passages to group, ascending; others are ignored
/// @param digests  one a passage; may be empty when the filter passes everything
/// @throws Cancelled
/// O(bands * active), plus what the buckets hold. Independent of the number of threads.
[[nodiscard]] CandidateList
find_candidates(const BandTable& table, std::span<const PassageIndex> active,
                std::span<const Digest> digests, const DigestFilter& filter,
                const BucketOptions& options, const RunControl& control);

} // namespace refrain
