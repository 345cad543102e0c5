#include "refrain/lsh/buckets.h"

#include "refrain/core/parallel.h"
#include "refrain/core/radix.h"
#include "refrain/core/scratch_pool.h"
#include "refrain/lsh/bucket_expander.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <iterator>

namespace refrain {
namespace {

constexpr std::uint64_t pack(std::uint32_t high, std::uint32_t low) {
  return (static_cast<std::uint64_t>(high) << 32) | low;
}
constexpr std::uint32_t high_half(std::uint64_t x) {
  return static_cast<std::uint32_t>(x >> 32);
}
constexpr std::uint32_t low_half(std::uint64_t x) {
  return static_cast<std::uint32_t>(x);
}

// Candidates of a band or of all, parted by their first passage so that threads can merge them.
constexpr std::size_t kParts = 64;
using Parts = std::array<std::vector<Candidate>, kParts>;

struct BandResult {
  Parts parts;
  BucketCounts counts;
};

// Expands the buckets of one band into candidates.
class Expander {
public:
  Expander(std::span<const Digest> digests, const DigestFilter& filter,
           const BucketOptions& options, std::size_t passages, BandResult& result)
      : digests_(digests), filter_(filter), options_(options),
        passages_per_part_((passages + kParts - 1) / kParts), result_(result),
        bucket_(filter, result.counts) {}

  void expand(std::span<const std::uint64_t> bucket) {
    for (const std::uint64_t entry : bucket) {
      bucket_.add(low_half(entry), digest_of(low_half(entry)));
    }
    bucket_.expand([this](PassageIndex a, PassageIndex b) { emit(a, b); });
  }

  void expand_hub(std::span<std::uint64_t> bucket, std::span<const std::uint32_t> other_keys) {
    for (std::uint64_t& entry : bucket) {
      entry = pack(other_keys[low_half(entry)], low_half(entry));
    }
    std::sort(bucket.begin(), bucket.end());
    HubWalk walk(bucket.size(), filter_, options_, result_.counts);
    for (const std::uint64_t entry : bucket) {
      walk.add(low_half(entry), digest_of(low_half(entry)),
               [this](PassageIndex a, PassageIndex b) { emit(a, b); });
    }
    walk.finish();
  }

private:
  [[nodiscard]] Digest digest_of(PassageIndex passage) const {
    return digests_.empty() ? Digest{} : digests_[passage];
  }

  void emit(PassageIndex a, PassageIndex b) {
    result_.parts[a / passages_per_part_].push_back({a, b});
  }

  std::span<const Digest> digests_;
  const DigestFilter& filter_;
  const BucketOptions& options_;
  std::size_t passages_per_part_;
  BandResult& result_;
  BucketExpander bucket_;
};

void group_band(const BandTable& table, std::uint32_t band, std::span<const PassageIndex> active,
                const BucketOptions& options, RepeatScratch& scratch, Expander& expander) {
  const std::span<const std::uint32_t> keys = table.column(band);
  std::vector<std::uint64_t> entries = repeated_keys(
      active, [&](PassageIndex i) { return keys[i]; }, scratch);
  for (std::size_t begin = 0; begin < entries.size();) {
    std::size_t end = begin + 1;
    while (end < entries.size() && high_half(entries[end]) == high_half(entries[begin])) {
      ++end;
    }
    const std::span<std::uint64_t> bucket(entries.data() + begin, end - begin);
    if (bucket.size() > options.max_bucket) {
      expander.expand_hub(bucket, table.column((band + 1) % table.bands()));
    } else if (bucket.size() > 1) {
      expander.expand(bucket);
    }
    begin = end;
  }
}

// Merges what a few bands found in one part into what was known: sorted, each once.
void merge_part(std::span<BandResult> results, std::size_t part, std::size_t passages,
                std::vector<Candidate>& known) {
  std::vector<Candidate> found;
  for (BandResult& result : results) {
    found.insert(found.end(), result.parts[part].begin(), result.parts[part].end());
    result.parts[part] = std::vector<Candidate>(); // = {} would keep the memory
  }
  const auto bits = static_cast<unsigned>(std::bit_width(passages));
  radix_sort(found, 0, 2 * bits, [bits](const Candidate& c) {
    return (static_cast<std::uint64_t>(c.a) << bits) | c.b;
  });
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<Candidate> both;
  both.reserve(known.size() + found.size());
  std::set_union(known.begin(), known.end(), found.begin(), found.end(), std::back_inserter(both));
  known = std::move(both);
}

} // namespace

BandTable::BandTable(std::uint32_t bands, std::size_t passages)
    : bands_(bands), passages_(passages),
      keys_(std::make_unique_for_overwrite<std::uint32_t[]>(bands * passages)) {}

void BandTable::set_rows(PassageIndex first, std::span<const std::uint32_t> rows) {
  const std::size_t count = rows.size() / bands_;
  for (std::uint32_t b = 0; b < bands_; ++b) {
    std::uint32_t* column = keys_.get() + b * passages_ + first;
    for (std::size_t i = 0; i < count; ++i) {
      column[i] = rows[i * bands_ + b];
    }
  }
}

CandidateList find_candidates(const BandTable& table, std::span<const PassageIndex> active,
                              std::span<const Digest> digests, const DigestFilter& filter,
                              const BucketOptions& options, const RunControl& control) {
  // A pair is found in many bands: those of a few bands are merged before the next are grouped, so
  // that what waits is bounded.
  const std::uint32_t wave = std::max(4U, 2 * thread_count());
  CandidateList list;
  Parts known;
  ScratchPool<RepeatScratch> scratch([] { return std::make_unique<RepeatScratch>(); });
  std::atomic<std::uint64_t> done{0};
  for (std::uint32_t first = 0; first < table.bands(); first += wave) {
    std::vector<BandResult> results(std::min(wave, table.bands() - first));
    parallel_for(results.size(), 1, [&](std::size_t begin, std::size_t end) {
      const auto loan = scratch.borrow();
      for (std::size_t i = begin; i < end; ++i) {
        control.check();
        Expander expander(digests, filter, options, table.passages(), results[i]);
        group_band(table, first + static_cast<std::uint32_t>(i), active, options, *loan, expander);
        control.report("group", ++done, table.bands());
      }
    });
    parallel_for(kParts, 1, [&](std::size_t begin, std::size_t end) {
      for (std::size_t part = begin; part < end; ++part) {
        merge_part(results, part, table.passages(), known[part]);
      }
    });
    for (const BandResult& result : results) {
      list.filtered_pairs += result.counts.filtered_pairs;
      list.capped_buckets += result.counts.capped_buckets;
      list.unexpanded_pairs += result.counts.unexpanded_pairs;
    }
  }
  std::size_t size = 0;
  for (const std::vector<Candidate>& part : known) {
    size += part.size();
  }
  list.candidates.reserve(size);
  for (std::vector<Candidate>& part : known) {
    list.candidates.insert(list.candidates.end(), part.begin(), part.end());
    part = std::vector<Candidate>();
  }
  return list;
}

} // namespace refrain
