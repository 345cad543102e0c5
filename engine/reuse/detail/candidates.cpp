#include "refrain/reuse/detail/candidates.h"

#include "refrain/core/hash.h"
#include "refrain/reuse/detail/packed_sort.h"

#include <algorithm>
#include <span>

namespace refrain::reuse {
namespace {

constexpr std::uint32_t kSeedWords = 5;
constexpr std::uint32_t kWindow = 4; // a shared run of kSeedWords + kWindow - 1 words has a seed
constexpr std::size_t kMostDocuments = 16;
constexpr double kLeastWeight = 14; // of the words of a seed; "in the state of the" is below

/// Packed seeds of one document: minima of hashes in sliding windows (winnowing, Schleimer,
/// Wilkerson, Aiken 2003), without those that say next to nothing.
void append_seeds(const PreparedCorpus& prepared, DocumentIndex document,
                  std::vector<std::uint64_t>& seeds) {
  const std::span<const Word> words = prepared.words(document);
  if (words.size() < kSeedWords) {
    return;
  }
  const std::size_t grams = words.size() - kSeedWords + 1;
  std::vector<std::uint32_t> hashes(grams);
  for (std::size_t i = 0; i < grams; ++i) {
    std::uint64_t h = 0;
    for (std::uint32_t k = 0; k < kSeedWords; ++k) {
      h = mix64(h ^ words[i + k].term);
    }
    hashes[i] = static_cast<std::uint32_t>(h >> 32);
  }
  const std::size_t before = seeds.size();
  const std::size_t window = std::min<std::size_t>(kWindow, grams);
  std::size_t last = grams;
  for (std::size_t i = 0; i + window <= grams; ++i) {
    const auto begin = hashes.begin() + static_cast<std::ptrdiff_t>(i);
    const auto at = static_cast<std::size_t>(
        std::min_element(begin, begin + static_cast<std::ptrdiff_t>(window)) - hashes.begin());
    if (at == last) {
      continue;
    }
    last = at;
    double weight = 0;
    for (std::uint32_t k = 0; k < kSeedWords; ++k) {
      const Word& word = words[at + k];
      weight += word.common ? 0 : prepared.terms[word.term].weight;
    }
    if (weight >= kLeastWeight) {
      seeds.push_back((std::uint64_t{hashes[at]} << 32) | document);
    }
  }
  const auto begin = seeds.begin() + static_cast<std::ptrdiff_t>(before);
  std::sort(begin, seeds.end());
  seeds.erase(std::unique(begin, seeds.end()), seeds.end());
}

} // namespace

Candidates find_candidates(const PreparedCorpus& prepared, const std::vector<DocumentIndex>& first,
                           const RunControl& control) {
  std::vector<std::uint64_t> seeds = collect_packed(
      prepared.size(), control, [&](DocumentIndex d, std::vector<std::uint64_t>& out) {
        if (first[d] == d) {
          append_seeds(prepared, d, out);
        }
      });
  sort_packed(seeds);

  Candidates result;
  std::vector<std::uint64_t> shared; // first document, second document
  for (std::size_t i = 0; i < seeds.size();) {
    std::size_t j = i + 1;
    while (j < seeds.size() && (seeds[j] >> 32) == (seeds[i] >> 32)) {
      ++j;
    }
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
  std::sort(shared.begin(), shared.end());
  for (std::size_t i = 0; i < shared.size();) {
    std::size_t j = i + 1;
    while (j < shared.size() && shared[j] == shared[i]) {
      ++j;
    }
    result.pairs.push_back({static_cast<DocumentIndex>(shared[i] >> 32),
                            static_cast<DocumentIndex>(shared[i] & 0xffffffffU),
                            static_cast<std::uint32_t>(j - i)});
    i = j;
  }
  return result;
}

} // namespace refrain::reuse
