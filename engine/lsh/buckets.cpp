#include "refrain/lsh/buckets.h"

#include "refrain/core/parallel.h"
#include "refrain/lsh/detail/radix.h"

#include <algorithm>
#include <atomic>

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

// What one band found; pairs packed as (a, b).
struct BandResult {
  std::vector<std::uint64_t> pairs;
  std::uint64_t capped_buckets = 0;
  std::uint64_t unexpanded_pairs = 0;

  void add(PassageIndex x, PassageIndex y) { pairs.push_back(x < y ? pack(x, y) : pack(y, x)); }
};

void expand_bucket(std::span<const std::uint64_t> bucket, BandResult& result) {
  for (std::size_t i = 0; i + 1 < bucket.size(); ++i) {
    for (std::size_t j = i + 1; j < bucket.size(); ++j) {
      result.add(low_half(bucket[i]), low_half(bucket[j]));
    }
  }
}

// In the order of another band's keys, passages that are more alike than the hub as a whole stand
// side by side.
void expand_hub(std::span<std::uint64_t> bucket, std::span<const std::uint32_t> other_keys,
                const BucketOptions& options, BandResult& result) {
  for (std::uint64_t& entry : bucket) {
    entry = pack(other_keys[low_half(entry)], low_half(entry));
  }
  std::sort(bucket.begin(), bucket.end());
  const std::size_t n = bucket.size();
  const std::size_t before = result.pairs.size();
  const std::size_t stride = std::max<std::size_t>(1, n / std::max(1U, options.hub_pivots));
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t last = std::min(n, i + 1 + options.hub_neighbours);
    for (std::size_t j = i + 1; j < last; ++j) {
      result.add(low_half(bucket[i]), low_half(bucket[j]));
    }
    for (std::size_t p = 0, pivot = 0; p < options.hub_pivots && pivot < i; ++p, pivot += stride) {
      if (pivot + options.hub_neighbours < i) {
        result.add(low_half(bucket[pivot]), low_half(bucket[i]));
      }
    }
  }
  ++result.capped_buckets;
  result.unexpanded_pairs += n * (n - 1) / 2 - (result.pairs.size() - before);
}

void group_band(const BandTable& table, std::uint32_t band, std::span<const PassageIndex> active,
                const BucketOptions& options, BandResult& result) {
  const std::span<const std::uint32_t> keys = table.column(band);
  std::vector<std::uint64_t> entries(active.size());
  for (std::size_t i = 0; i < active.size(); ++i) {
    entries[i] = pack(keys[active[i]], active[i]);
  }
  detail::sort_by_high_half(entries);
  for (std::size_t begin = 0; begin < entries.size();) {
    std::size_t end = begin + 1;
    while (end < entries.size() && high_half(entries[end]) == high_half(entries[begin])) {
      ++end;
    }
    const std::span<std::uint64_t> bucket(entries.data() + begin, end - begin);
    if (bucket.size() > options.max_bucket && table.bands() > 1) {
      expand_hub(bucket, table.column((band + 1) % table.bands()), options, result);
    } else if (bucket.size() > options.max_bucket) {
      expand_hub(bucket, keys, options, result);
    } else {
      expand_bucket(bucket, result);
    }
    begin = end;
  }
  std::sort(result.pairs.begin(), result.pairs.end());
  result.pairs.erase(std::unique(result.pairs.begin(), result.pairs.end()), result.pairs.end());
}

} // namespace

BandTable::BandTable(std::uint32_t bands, std::size_t passages)
    : bands_(bands), passages_(passages), keys_(bands * passages) {}

CandidateList find_candidates(const BandTable& table, std::span<const PassageIndex> active,
                              const BucketOptions& options, const RunControl& control) {
  std::vector<BandResult> results(table.bands());
  std::atomic<std::uint64_t> done{0};
  parallel_for(table.bands(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t band = begin; band < end; ++band) {
      control.check();
      group_band(table, static_cast<std::uint32_t>(band), active, options, results[band]);
      control.report("group", ++done, table.bands());
    }
  });
  CandidateList list;
  std::vector<std::uint64_t> all;
  for (BandResult& result : results) {
    all.insert(all.end(), result.pairs.begin(), result.pairs.end());
    result.pairs = {};
    list.capped_buckets += result.capped_buckets;
    list.unexpanded_pairs += result.unexpanded_pairs;
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  list.candidates.reserve(all.size());
  for (const std::uint64_t pair : all) {
    list.candidates.push_back({high_half(pair), low_half(pair)});
  }
  return list;
}

} // namespace refrain
