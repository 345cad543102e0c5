#include "refrain/verify/verify.h"

#include "refrain/core/parallel.h"
#include "refrain/core/radix.h"
#include "refrain/core/scratch_pool.h"
#include "refrain/shingle/shingle.h"
#include "refrain/verify/detail/probe_set.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <span>
#include <utility>

namespace refrain {
namespace {

// What a block may hold: sets of about 100 shingles then fill about 1 MB.
constexpr std::size_t kBlockPassages = 1024;
constexpr std::size_t kBlockCandidates = 32768;

// Puts candidates that hang together side by side: by the smallest passage that is reached from
// theirs over candidates with ever smaller ones, then by (a, b).
void gather_families(std::vector<Candidate>& candidates, std::size_t passages) {
  std::vector<PassageIndex> root(passages, kNone);
  for (const Candidate& candidate : candidates) {
    // In order of a: all candidates of a with smaller passages came before.
    root[candidate.a] = std::min(root[candidate.a], candidate.a);
    root[candidate.b] = std::min(root[candidate.b], root[candidate.a]);
  }
  radix_sort(candidates, 0, static_cast<unsigned>(std::bit_width(passages)),
             [&](const Candidate& candidate) { return root[candidate.a]; });
}

// Ends of the blocks.
std::vector<std::size_t> cut_blocks(std::span<const Candidate> candidates, std::size_t passages) {
  std::vector<std::size_t> ends;
  std::vector<std::uint32_t> block_of(passages, kNone); // the last block that holds the passage
  std::size_t begin = 0;
  std::size_t held = 0;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (held >= kBlockPassages || i - begin >= kBlockCandidates) {
      ends.push_back(i);
      begin = i;
      held = 0;
    }
    const auto block = static_cast<std::uint32_t>(ends.size());
    for (const PassageIndex passage : {candidates[i].a, candidates[i].b}) {
      held += static_cast<std::size_t>(std::exchange(block_of[passage], block) != block);
    }
  }
  if (!candidates.empty()) {
    ends.push_back(candidates.size());
  }
  return ends;
}

// Shingle sets of the passages of one block, side by side in one array. Filled again for the next.
class BlockSets {
public:
  void fill(std::span<const Candidate> candidates, ShingleReader& reader) {
    passages_.clear();
    begins_.clear();
    shingles_.clear();
    for (const Candidate& candidate : candidates) {
      passages_.push_back(candidate.a);
      passages_.push_back(candidate.b);
    }
    std::sort(passages_.begin(), passages_.end());
    passages_.erase(std::unique(passages_.begin(), passages_.end()), passages_.end());
    begins_.push_back(0);
    constexpr std::size_t kAhead = 4; // passages between prefetch and use
    for (std::size_t i = 0; i < passages_.size(); ++i) {
      if (i + kAhead < passages_.size()) {
        reader.prefetch(passages_[i + kAhead]);
      }
      reader.read(passages_[i], read_);
      seen_.reset(read_.size());
      for (const Shingle shingle : read_) {
        if (seen_.insert(shingle)) {
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
  std::vector<Shingle> read_;
  detail::ProbeSet seen_;
};

// Jaccard is at most smaller / larger.
bool sizes_allow(std::size_t a, std::size_t b, double threshold) {
  const std::size_t smaller = std::min(a, b);
  const std::size_t larger = std::max(a, b);
  return larger > 0 && static_cast<double>(smaller) / static_cast<double>(larger) >= threshold;
}

void verify_block(std::span<const Candidate> candidates, double threshold, ShingleReader& reader,
                  BlockSets& sets, std::vector<Pair>& pairs) {
  sets.fill(candidates, reader);
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

std::vector<Pair> verify_candidates(std::vector<Candidate> candidates, double threshold,
                                    const MakeShingleReader& make_reader,
                                    const RunControl& control) {
  std::size_t passages = 0;
  for (const Candidate& candidate : candidates) {
    passages = std::max<std::size_t>(passages, candidate.b + std::size_t{1});
  }
  gather_families(candidates, passages);
  const std::vector<std::size_t> ends = cut_blocks(candidates, passages);
  std::vector<std::vector<Pair>> found(ends.size());
  std::atomic<std::uint64_t> done{0};
  ScratchPool<BlockSets> scratch([] { return std::make_unique<BlockSets>(); });
  parallel_for(ends.size(), 1, [&](std::size_t begin, std::size_t end) {
    const auto sets = scratch.borrow();
    for (std::size_t block = begin; block < end; ++block) {
      control.check();
      const std::size_t first = block == 0 ? 0 : ends[block - 1];
      const std::size_t size = ends[block] - first;
      verify_block(std::span(candidates).subspan(first, size), threshold, *make_reader(), *sets,
                   found[block]);
      control.report("verify", done += size, candidates.size());
    }
  });
  std::size_t size = 0;
  for (const std::vector<Pair>& block : found) {
    size += block.size();
  }
  std::vector<Pair> pairs;
  pairs.reserve(size);
  for (std::vector<Pair>& block : found) {
    pairs.insert(pairs.end(), block.begin(), block.end());
    block = std::vector<Pair>(); // = {} would keep the memory
  }
  parallel_sort(pairs, std::less<>());
  return pairs;
}

} // namespace refrain
