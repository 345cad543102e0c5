#include "refrain/reuse/reuse.h"

#include "refrain/core/error.h"
#include "refrain/core/parallel.h"
#include "refrain/reuse/detail/candidates.h"
#include "refrain/reuse/detail/pair_aligner.h"

#include <algorithm>
#include <atomic>
#include <string>
#include <tuple>

namespace refrain {
namespace {

using DocumentPair = std::pair<DocumentIndex, DocumentIndex>;

std::vector<ReuseSpan> align_all(const Corpus& corpus, const reuse::PreparedCorpus& prepared,
                                 std::span<const DocumentPair> pairs, const ReuseOptions& options,
                                 const RunControl& control) {
  constexpr std::size_t kGrain = 32;
  std::vector<std::vector<ReuseSpan>> found((pairs.size() + kGrain - 1) / kGrain);
  std::atomic<std::uint64_t> done{0};
  parallel_for(found.size(), 1, [&](std::size_t begin, std::size_t end) {
    reuse::PairAligner aligner(prepared, corpus, options);
    for (std::size_t block = begin; block < end; ++block) {
      control.check();
      const std::size_t last = std::min(pairs.size(), (block + 1) * kGrain);
      for (std::size_t i = block * kGrain; i < last; ++i) {
        aligner.align(pairs[i].first, pairs[i].second, found[block]);
      }
      control.report("reuse", done += last - block * kGrain, pairs.size());
    }
  });
  std::vector<ReuseSpan> spans;
  for (const std::vector<ReuseSpan>& block : found) {
    spans.insert(spans.end(), block.begin(), block.end());
  }
  std::sort(spans.begin(), spans.end(), [](const ReuseSpan& x, const ReuseSpan& y) {
    return std::tie(x.a, x.b) < std::tie(y.a, y.b);
  });
  return spans;
}

} // namespace

ReuseResult find_reuse(const Corpus& corpus, const ReuseOptions& options,
                       const RunControl& control) {
  const reuse::PreparedCorpus prepared = reuse::prepare(corpus, {}, control);
  const reuse::Candidates candidates = reuse::find_candidates(prepared, control);
  ReuseResult result;
  result.counts.document_pairs = candidates.pairs.size();
  result.counts.capped_seeds = candidates.capped_seeds;
  result.spans = align_all(corpus, prepared, candidates.pairs, options, control);
  return result;
}

ReuseResult find_reuse_in_pairs(const Corpus& corpus, std::span<const DocumentPair> pairs,
                                const ReuseOptions& options, const RunControl& control) {
  std::vector<std::uint8_t> wanted(corpus.size(), 0);
  for (const auto& [a, b] : pairs) {
    if (a >= corpus.size() || b >= corpus.size()) {
      throw InvalidArgument("document pair: expected indexes below " +
                            std::to_string(corpus.size()) + ", found " +
                            std::to_string(std::max(a, b)));
    }
    wanted[a] = 1;
    wanted[b] = 1;
  }
  std::vector<DocumentPair> distinct(pairs.begin(), pairs.end());
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  const reuse::PreparedCorpus prepared = reuse::prepare(corpus, wanted, control);
  ReuseResult result;
  result.counts.document_pairs = distinct.size();
  result.spans = align_all(corpus, prepared, distinct, options, control);
  return result;
}

} // namespace refrain
