#include "refrain/lsh/buckets.h"

#include "refrain/core/parallel.h"
#include "refrain/core/radix.h"

#include <algorithm>
#include <atomic>
#include <bit>

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

struct BandResult {
  std::vector<Candidate> candidates;
  std::uint64_t filtered_pairs = 0;
  std::uint64_t capped_buckets = 0;
  std::uint64_t unexpanded_pairs = 0;
};

// Expands the buckets of one band into candidates.
class Expander {
public:
  Expander(std::span<const Digest> digests, const DigestFilter& filter,
           const BucketOptions& options, BandResult& result)
      : digests_(digests), filter_(filter), options_(options), result_(result) {}

  void expand(std::span<const std::uint64_t> bucket) {
    load(bucket);
    for (std::size_t i = 0; i + 1 < passages_.size(); ++i) {
      for (std::size_t j = i + 1; j < passages_.size(); ++j) {
        add(i, j);
      }
    }
  }

  // In the order of another band's keys, passages that are more alike than the hub as a whole stand
  // side by side.
  void expand_hub(std::span<std::uint64_t> bucket, std::span<const std::uint32_t> other_keys) {
    for (std::uint64_t& entry : bucket) {
      entry = pack(other_keys[low_half(entry)], low_half(entry));
    }
    std::sort(bucket.begin(), bucket.end());
    load(bucket);
    const std::uint64_t n = bucket.size();
    const std::uint64_t stride = std::max<std::uint64_t>(1, n / std::max(1U, options_.hub_pivots));
    std::uint64_t compared = 0;
    for (std::uint64_t i = 0; i < n; ++i) {
      const std::uint64_t last = std::min<std::uint64_t>(n, i + 1 + options_.hub_neighbours);
      for (std::uint64_t j = i + 1; j < last; ++j, ++compared) {
        add(i, j);
      }
      for (std::uint64_t p = 0; p < options_.hub_pivots; ++p) {
        const std::uint64_t pivot = p * stride;
        if (pivot + options_.hub_neighbours < i) {
          add(pivot, i);
          ++compared;
        }
      }
    }
    ++result_.capped_buckets;
    result_.unexpanded_pairs += n * (n - 1) / 2 - compared;
  }

private:
  // Digests side by side: a large bucket compares each with all others.
  void load(std::span<const std::uint64_t> bucket) {
    passages_.clear();
    bucket_digests_.clear();
    for (const std::uint64_t entry : bucket) {
      passages_.push_back(low_half(entry));
      bucket_digests_.push_back(digests_.empty() ? Digest{} : digests_[low_half(entry)]);
    }
  }

  void add(std::size_t i, std::size_t j) {
    if (!filter_.passes(bucket_digests_[i], bucket_digests_[j])) {
      ++result_.filtered_pairs;
      return;
    }
    result_.candidates.push_back(
        {std::min(passages_[i], passages_[j]), std::max(passages_[i], passages_[j])});
  }

  std::span<const Digest> digests_;
  const DigestFilter& filter_;
  const BucketOptions& options_;
  BandResult& result_;
  std::vector<PassageIndex> passages_;
  std::vector<Digest> bucket_digests_;
};

void group_band(const BandTable& table, std::uint32_t band, std::span<const PassageIndex> active,
                const BucketOptions& options, Expander& expander) {
  const std::span<const std::uint32_t> keys = table.column(band);
  std::vector<std::uint64_t> entries =
      repeated_keys(active, [&](PassageIndex i) { return keys[i]; });
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

void sort_and_unique(std::vector<Candidate>& candidates, std::size_t passages) {
  const auto bits = static_cast<unsigned>(std::bit_width(passages));
  radix_sort(candidates, 0, 2 * bits, [bits](const Candidate& c) {
    return (static_cast<std::uint64_t>(c.a) << bits) | c.b;
  });
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
}

} // namespace

BandTable::BandTable(std::uint32_t bands, std::size_t passages)
    : bands_(bands), passages_(passages), keys_(bands * passages) {}

void BandTable::set_rows(PassageIndex first, std::span<const std::uint32_t> rows) {
  const std::size_t count = rows.size() / bands_;
  for (std::uint32_t b = 0; b < bands_; ++b) {
    std::uint32_t* column = keys_.data() + b * passages_ + first;
    for (std::size_t i = 0; i < count; ++i) {
      column[i] = rows[i * bands_ + b];
    }
  }
}

CandidateList find_candidates(const BandTable& table, std::span<const PassageIndex> active,
                              std::span<const Digest> digests, const DigestFilter& filter,
                              const BucketOptions& options, const RunControl& control) {
  std::vector<BandResult> results(table.bands());
  std::atomic<std::uint64_t> done{0};
  parallel_for(table.bands(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t band = begin; band < end; ++band) {
      control.check();
      Expander expander(digests, filter, options, results[band]);
      group_band(table, static_cast<std::uint32_t>(band), active, options, expander);
      sort_and_unique(results[band].candidates, table.passages());
      control.report("group", ++done, table.bands());
    }
  });
  CandidateList list;
  for (BandResult& result : results) {
    list.candidates.insert(list.candidates.end(), result.candidates.begin(),
                           result.candidates.end());
    result.candidates = {};
    list.filtered_pairs += result.filtered_pairs;
    list.capped_buckets += result.capped_buckets;
    list.unexpanded_pairs += result.unexpanded_pairs;
  }
  sort_and_unique(list.candidates, table.passages());
  return list;
}

} // namespace refrain
