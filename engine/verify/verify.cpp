#include "refrain/verify/verify.h"

#include "refrain/core/parallel.h"
#include "refrain/shingle/shingle.h"
#include "refrain/verify/detail/probe_set.h"

#include <algorithm>
#include <atomic>

namespace refrain {
namespace {

constexpr std::size_t kBlock = 1024;

// Shingle sets of the passages of one block, side by side in one array.
class BlockSets {
public:
  BlockSets(std::span<const Candidate> candidates, ShingleReader& reader) {
    passages_.reserve(2 * candidates.size());
    for (const Candidate& candidate : candidates) {
      passages_.push_back(candidate.a);
      passages_.push_back(candidate.b);
    }
    std::sort(passages_.begin(), passages_.end());
    passages_.erase(std::unique(passages_.begin(), passages_.end()), passages_.end());
    begins_.reserve(passages_.size() + 1);
    begins_.push_back(0);
    detail::ProbeSet seen;
    std::vector<Shingle> shingles;
    constexpr std::size_t kAhead = 4; // passages between prefetch and use
    for (std::size_t i = 0; i < passages_.size(); ++i) {
      if (i + kAhead < passages_.size()) {
        reader.prefetch(passages_[i + kAhead]);
      }
      reader.read(passages_[i], shingles);
      seen.reset(shingles.size());
      for (const Shingle shingle : shingles) {
        if (seen.insert(shingle)) {
          shingles_.push_back(shingle);
        }
      }
      begins_.push_back(shingles_.size());
    }
  }

  [[nodiscard]] std::span<const Shingle> of(PassageIndex passage) const {
    const auto it = std::lower_bound(passages_.begin(), passages_.end(), passage);
    const auto i = static_cast<std::size_t>(it - passages_.begin());
    return std::span(shingles_).subspan(begins_[i], begins_[i + 1] - begins_[i]);
  }

private:
  std::vector<PassageIndex> passages_;
  std::vector<std::size_t> begins_;
  std::vector<Shingle> shingles_;
};

// Jaccard is at most smaller / larger.
bool sizes_allow(std::size_t a, std::size_t b, double threshold) {
  const std::size_t smaller = std::min(a, b);
  const std::size_t larger = std::max(a, b);
  return larger > 0 && static_cast<double>(smaller) / static_cast<double>(larger) >= threshold;
}

void verify_block(std::span<const Candidate> candidates, double threshold, ShingleReader& reader,
                  std::vector<Pair>& pairs) {
  const BlockSets sets(candidates, reader);
  detail::ProbeSet probe;
  PassageIndex probed = kNone;
  for (const Candidate& candidate : candidates) {
    const std::span<const Shingle> a = sets.of(candidate.a);
    const std::span<const Shingle> b = sets.of(candidate.b);
    if (!sizes_allow(a.size(), b.size(), threshold)) {
      continue;
    }
    if (probed != candidate.a) {
      probed = candidate.a;
      probe.reset(a.size());
      for (const Shingle shingle : a) {
        probe.insert(shingle);
      }
    }
    Overlap result{static_cast<std::uint32_t>(a.size()), static_cast<std::uint32_t>(b.size()), 0};
    for (const Shingle shingle : b) {
      result.shared += static_cast<std::uint32_t>(probe.contains(shingle));
    }
    if (result.jaccard() >= threshold) {
      pairs.push_back({candidate.a, candidate.b, result.jaccard(), result.containment()});
    }
  }
}

} // namespace

std::vector<Pair> verify_candidates(std::span<const Candidate> candidates, double threshold,
                                    const MakeShingleReader& make_reader,
                                    const RunControl& control) {
  const std::size_t blocks = (candidates.size() + kBlock - 1) / kBlock;
  std::vector<std::vector<Pair>> found(blocks);
  std::atomic<std::uint64_t> done{0};
  parallel_for(blocks, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t block = begin; block < end; ++block) {
      control.check();
      const std::size_t first = block * kBlock;
      const std::size_t size = std::min(kBlock, candidates.size() - first);
      verify_block(candidates.subspan(first, size), threshold, *make_reader(), found[block]);
      control.report("verify", done += size, candidates.size());
    }
  });
  std::vector<Pair> pairs;
  for (std::vector<Pair>& block : found) {
    pairs.insert(pairs.end(), block.begin(), block.end());
    block = {};
  }
  return pairs;
}

} // namespace refrain
