#include "refrain/reuse/detail/candidates.h"

#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"
#include "refrain/reuse/detail/hash_counts.h"
#include "refrain/reuse/detail/packed_sort.h"

#include <algorithm>
#include <functional>
#include <span>
#include <utility>

namespace refrain::reuse {
namespace {

constexpr std::uint32_t kSeedWords = 5;
constexpr std::uint32_t kWindow = 4; // a shared run of kSeedWords + kWindow - 1 words has a seed
constexpr std::uint8_t kMostDocuments = 16;
constexpr double kLeastWeight = 14; // of the words of a seed; "in the state of the" is below
constexpr std::uint32_t kTemplateSeeds = 6; // that a long template has, kTemplateWords of them
constexpr std::size_t kGrain = 64;          // documents in a row
constexpr std::uint64_t kMostCounterBytes = std::uint64_t{1} << 30;

enum class SeedKind : std::uint8_t {
  kOrdinary,
  kTemplate, // which weigh enough only with the phrases of many documents counted
};

/// Reads the seeds of one document after the other: minima of hashes in sliding windows (winnowing,
/// Schleimer, Wilkerson, Aiken 2003). Those that say next to nothing take no part, lest they win a
/// window from one that tells.
class SeedReader {
public:
  SeedReader(const PreparedCorpus& prepared, SeedKind kind) : prepared_(prepared), kind_(kind) {}

  /// Appends the distinct seeds of a document, ascending.
  void append(DocumentIndex document, std::vector<std::uint32_t>& seeds) {
    const std::span<const Word> words = prepared_.words(document);
    if (words.size() < kSeedWords) {
      return;
    }
    hash_grams(words);
    const std::size_t grams = grams_.size();
    const std::size_t before = seeds.size();
    const std::size_t window = std::min<std::size_t>(kWindow, grams);
    seeds.resize(before + grams);
    std::uint32_t* next = seeds.data() + before;
    std::uint64_t last = kNoSeed;
    for (std::size_t i = 0; i + window <= grams; ++i) {
      std::uint64_t least = grams_[i];
      for (std::size_t j = i + 1; j < i + window; ++j) {
        least = std::min(least, grams_[j]);
      }
      // Written in any case, as whether it is a new one cannot be foreseen.
      *next = static_cast<std::uint32_t>(least >> 32);
      next += least != last && least != kNoSeed ? 1 : 0;
      last = least == kNoSeed ? last : least;
    }
    seeds.resize(static_cast<std::size_t>(next - seeds.data()));
    const auto begin = seeds.begin() + static_cast<std::ptrdiff_t>(before);
    std::sort(begin, seeds.end());
    seeds.erase(std::unique(begin, seeds.end()), seeds.end());
  }

private:
  static constexpr std::uint64_t kNoSeed = UINT64_MAX;

  void hash_grams(std::span<const Word> words) {
    telling_.clear();
    common_.clear();
    for (const Word& word : words) {
      const float weight = prepared_.terms[word.term].weight;
      telling_.push_back(word.common ? 0 : weight);
      common_.push_back(word.common ? weight : 0);
    }
    const std::size_t grams = words.size() - kSeedWords + 1;
    grams_.resize(grams);
    for (std::size_t i = 0; i < grams; ++i) {
      std::uint64_t h = 0;
      for (std::size_t w = i; w < i + kSeedWords; ++w) {
        h = mix64(h ^ words[w].term);
      }
      const double telling = sum_from(telling_, i);
      const bool taken =
          kind_ == SeedKind::kOrdinary
              ? telling >= kLeastWeight
              : telling < kLeastWeight && telling + sum_from(common_, i) >= kLeastWeight;
      grams_[i] = taken ? (h >> 32 << 32 | i) : kNoSeed;
    }
  }

  static double sum_from(const std::vector<float>& weights, std::size_t first) {
    double sum = 0;
    for (std::size_t w = first; w < first + kSeedWords; ++w) {
      sum += weights[w];
    }
    return sum;
  }

  const PreparedCorpus& prepared_;
  SeedKind kind_;
  std::vector<float> telling_;       ///< weights of words, 0 for common ones
  std::vector<float> common_;        ///< weights of common words, 0 for others
  std::vector<std::uint64_t> grams_; ///< hash and place of the words from each on, or kNoSeed
};

/// Seeds of a few documents, in their order.
struct SeedBlock {
  std::vector<std::uint32_t> hashes;
  std::vector<std::uint32_t> ends; ///< of each document, in hashes
};

/// (hash, document) of the seeds that more than `documents` documents hold, and of a few others.
/// Sorted. 4 bytes a seed, and 8 for each that is given.
std::vector<std::uint64_t> collect_seeds(const PreparedCorpus& prepared,
                                         const std::vector<DocumentIndex>& first, SeedKind kind,
                                         std::uint8_t documents, const RunControl& control) {
  std::vector<SeedBlock> blocks((prepared.size() + kGrain - 1) / kGrain);
  HashCounts counts(prepared.all_words.size(), kMostCounterBytes);
  parallel_for(blocks.size(), 16, [&](std::size_t begin, std::size_t end) {
    SeedReader reader(prepared, kind);
    for (std::size_t b = begin; b < end; ++b) {
      control.check();
      SeedBlock block;
      const std::size_t last = std::min(prepared.size(), (b + 1) * kGrain);
      for (std::size_t d = b * kGrain; d < last; ++d) {
        if (first[d] == d) {
          reader.append(static_cast<DocumentIndex>(d), block.hashes);
        }
        block.ends.push_back(static_cast<std::uint32_t>(block.hashes.size()));
      }
      counts.add(block.hashes);
      block.hashes.shrink_to_fit();
      blocks[b] = std::move(block);
    }
  });
  std::vector<std::uint64_t> seeds = collect_packed(
      prepared.size(), control, [&](DocumentIndex d, std::vector<std::uint64_t>& out) {
        const SeedBlock& block = blocks[d / kGrain];
        const std::uint32_t begin = d % kGrain == 0 ? 0 : block.ends[d % kGrain - 1];
        const std::span<const std::uint32_t> hashes(block.hashes.data() + begin,
                                                    block.ends[d % kGrain] - begin);
        counts.for_each_exceeding(hashes, documents, [&](std::size_t i) {
          out.push_back(std::uint64_t{hashes[i]} << 32 | d);
        });
      });
  blocks = std::vector<SeedBlock>();
  sort_packed(seeds);
  return seeds;
}

/// Where the seeds with the hash of the i-th end.
std::size_t end_of_hash(const std::vector<std::uint64_t>& seeds, std::size_t i) {
  std::size_t j = i + 1;
  while (j < seeds.size() && (seeds[j] >> 32) == (seeds[i] >> 32)) {
    ++j;
  }
  return j;
}

/// Pairs that occur at least `least` times, with their number.
std::vector<Candidate> count_pairs(std::vector<std::uint64_t> shared, std::uint32_t least) {
  std::vector<Candidate> pairs;
  parallel_sort(shared, std::less<>());
  for (std::size_t i = 0; i < shared.size();) {
    std::size_t j = i + 1;
    while (j < shared.size() && shared[j] == shared[i]) {
      ++j;
    }
    if (j - i >= least) {
      pairs.push_back({static_cast<DocumentIndex>(shared[i] >> 32),
                       static_cast<DocumentIndex>(shared[i] & 0xffffffffU),
                       static_cast<std::uint32_t>(j - i)});
    }
    i = j;
  }
  return pairs;
}

} // namespace

std::vector<Candidate> pair_templates(const PreparedCorpus& prepared,
                                      const std::vector<DocumentIndex>& first,
                                      const RunControl& control) {
  const std::vector<std::uint64_t> seeds =
      collect_seeds(prepared, first, SeedKind::kTemplate, kMostDocuments, control);
  std::vector<std::uint64_t> shared;
  for (std::size_t i = 0; i < seeds.size();) {
    const std::size_t j = end_of_hash(seeds, i);
    for (std::size_t x = i + 1; j - i > kMostDocuments && x < j; ++x) {
      shared.push_back((seeds[i] << 32) | (seeds[x] & 0xffffffffU));
    }
    i = j;
  }
  control.check();
  return count_pairs(std::move(shared), kTemplateSeeds);
}

Candidates find_candidates(const PreparedCorpus& prepared, const std::vector<DocumentIndex>& first,
                           const RunControl& control) {
  std::vector<std::uint64_t> seeds =
      collect_seeds(prepared, first, SeedKind::kOrdinary, 1, control);
  Candidates result;
  std::vector<std::uint64_t> shared; // first document, second document
  for (std::size_t i = 0; i < seeds.size();) {
    const std::size_t j = end_of_hash(seeds, i);
    if (j - i > kMostDocuments) {
      ++result.capped_seeds;
    } else {
      for (std::size_t x = i; x < j; ++x) {
        for (std::size_t y = x + 1; y < j; ++y) {
          shared.push_back((seeds[x] << 32) | (seeds[y] & 0xffffffffU));
        }
      }
    }
    i = j;
  }
  seeds = std::vector<std::uint64_t>(); // = {} would keep the memory
  control.check();
  result.pairs = count_pairs(std::move(shared), 1);
  return result;
}

} // namespace refrain::reuse
