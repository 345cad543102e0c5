#include "refrain/reuse/detail/candidates.h"

#include "refrain/core/hash.h"
#include "refrain/reuse/detail/packed_sort.h"

#include <algorithm>
#include <span>
#include <utility>

namespace refrain::reuse {
namespace {

constexpr std::uint32_t kSeedWords = 5;
constexpr std::uint32_t kWindow = 4; // a shared run of kSeedWords + kWindow - 1 words has a seed
constexpr std::size_t kMostDocuments = 16;
constexpr double kLeastWeight = 14; // of the words of a seed; "in the state of the" is below
constexpr std::uint32_t kTemplateSeeds = 6; // that a long template has, kTemplateWords of them

enum class SeedKind : std::uint8_t {
  kOrdinary,
  kTemplate, // which weigh enough only with the phrases of many documents counted
};

/// Packed seeds of one document: minima of hashes in sliding windows (winnowing, Schleimer,
/// Wilkerson, Aiken 2003). Those that say next to nothing take no part, lest they win a window from
/// one that tells.
void append_seeds(const PreparedCorpus& prepared, DocumentIndex document, SeedKind kind,
                  std::vector<std::uint64_t>& seeds) {
  const std::span<const Word> words = prepared.words(document);
  if (words.size() < kSeedWords) {
    return;
  }
  const std::size_t grams = words.size() - kSeedWords + 1;
  constexpr std::uint64_t kNoSeed = std::uint64_t{1} << 32;
  std::vector<std::uint64_t> hashes(grams, kNoSeed);
  for (std::size_t i = 0; i < grams; ++i) {
    double weight = 0;
    double common = 0;
    std::uint64_t h = 0;
    for (const Word& word : words.subspan(i, kSeedWords)) {
      (word.common ? common : weight) += prepared.terms[word.term].weight;
      h = mix64(h ^ word.term);
    }
    if (kind == SeedKind::kOrdinary ? weight >= kLeastWeight
                                    : weight < kLeastWeight && weight + common >= kLeastWeight) {
      hashes[i] = h >> 32;
    }
  }
  const std::size_t before = seeds.size();
  const std::size_t window = std::min<std::size_t>(kWindow, grams);
  std::size_t last = grams;
  for (std::size_t i = 0; i + window <= grams; ++i) {
    const auto begin = hashes.begin() + static_cast<std::ptrdiff_t>(i);
    const auto at = static_cast<std::size_t>(
        std::min_element(begin, begin + static_cast<std::ptrdiff_t>(window)) - hashes.begin());
    if (at != last && hashes[at] != kNoSeed) {
      last = at;
      seeds.push_back((hashes[at] << 32) | document);
    }
  }
  const auto begin = seeds.begin() + static_cast<std::ptrdiff_t>(before);
  std::sort(begin, seeds.end());
  seeds.erase(std::unique(begin, seeds.end()), seeds.end());
}

std::vector<std::uint64_t> collect_seeds(const PreparedCorpus& prepared,
                                         const std::vector<DocumentIndex>& first, SeedKind kind,
                                         const RunControl& control) {
  std::vector<std::uint64_t> seeds = collect_packed(
      prepared.size(), control, [&](DocumentIndex d, std::vector<std::uint64_t>& out) {
        if (first[d] == d) {
          append_seeds(prepared, d, kind, out);
        }
      });
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
  std::sort(shared.begin(), shared.end());
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
      collect_seeds(prepared, first, SeedKind::kTemplate, control);
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
  std::vector<std::uint64_t> seeds = collect_seeds(prepared, first, SeedKind::kOrdinary, control);
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
  seeds = {};
  control.check();
  result.pairs = count_pairs(std::move(shared), 1);
  return result;
}

} // namespace refrain::reuse
