#include "refrain/reuse/detail/candidates.h"

#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"

#include <algorithm>

namespace refrain::reuse {
namespace {

constexpr std::uint32_t kSeedWords = 5;
constexpr std::uint32_t kWindow = 4; // a shared run of kSeedWords + kWindow - 1 words has a seed
constexpr std::size_t kMostDocuments = 24;
constexpr std::uint32_t kLeastShared = 2; // seeds that a pair must share
constexpr std::size_t kGrain = 64;

/// Packed seeds of one document: minima of hashes in sliding windows (winnowing, Schleimer,
/// Wilkerson, Aiken 2003).
void append_seeds(std::span<const Word> words, DocumentIndex document,
                  std::vector<std::uint64_t>& seeds) {
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
  std::size_t last = grams;
  for (std::size_t i = 0; i + std::min<std::size_t>(kWindow, grams) <= grams; ++i) {
    const auto begin = hashes.begin() + static_cast<std::ptrdiff_t>(i);
    const auto least =
        std::min_element(begin, begin + std::min<std::ptrdiff_t>(kWindow, hashes.end() - begin));
    const auto at = static_cast<std::size_t>(least - hashes.begin());
    if (at != last) {
      seeds.push_back((std::uint64_t{*least} << 32) | document);
      last = at;
    }
  }
}

} // namespace

Candidates find_candidates(const PreparedCorpus& prepared, const RunControl& control) {
  const std::size_t blocks = (prepared.size() + kGrain - 1) / kGrain;
  std::vector<std::vector<std::uint64_t>> found(blocks);
  parallel_for(blocks, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t block = begin; block < end; ++block) {
      control.check();
      const std::size_t last = std::min(prepared.size(), (block + 1) * kGrain);
      for (std::size_t d = block * kGrain; d < last; ++d) {
        const auto document = static_cast<DocumentIndex>(d);
        append_seeds(prepared.words(document), document, found[block]);
      }
    }
  });
  std::vector<std::uint64_t> seeds;
  for (std::vector<std::uint64_t>& block : found) {
    seeds.insert(seeds.end(), block.begin(), block.end());
    block = {};
  }
  std::sort(seeds.begin(), seeds.end());
  seeds.erase(std::unique(seeds.begin(), seeds.end()), seeds.end());

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
  control.check();
  std::sort(shared.begin(), shared.end());
  for (std::size_t i = 0; i < shared.size();) {
    std::size_t j = i + 1;
    while (j < shared.size() && shared[j] == shared[i]) {
      ++j;
    }
    if (j - i >= kLeastShared) {
      result.pairs.emplace_back(static_cast<DocumentIndex>(shared[i] >> 32),
                                static_cast<DocumentIndex>(shared[i] & 0xffffffffU));
    }
    i = j;
  }
  return result;
}

} // namespace refrain::reuse
