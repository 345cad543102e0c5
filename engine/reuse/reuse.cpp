#include "refrain/reuse/reuse.h"

#include "refrain/core/error.h"
#include "refrain/core/parallel.h"
#include "refrain/core/scratch_pool.h"
#include "refrain/reuse/detail/candidates.h"
#include "refrain/reuse/detail/pair_aligner.h"
#include "refrain/reuse/detail/templates.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <tuple>

namespace refrain {
namespace {

using DocumentPair = std::pair<DocumentIndex, DocumentIndex>;

/// Seeds that two documents must share before rewordings are looked for between them, when pairs
/// are not listed by the caller.
constexpr std::uint32_t kRewordedSeeds = 4;

/// Among all pairs of a corpus most share a subject and few share text, so that a rewording needs
/// more evidence than in a pair that somebody chose; and what is quoted stands as a quote, however
/// short, instead of dissolving into a reworded passage around it.
reuse::AlignSettings whole_corpus_settings() {
  reuse::AlignSettings settings;
  settings.exact_words = 8;
  settings.exact_weight = 9;
  settings.run_weight = 3;
  settings.gap_cost = 2;
  settings.chain_ratio = 0.6;
  settings.seed_cosine = 0.27;
  settings.reworded_evidence = 0.5;
  settings.least_cover = 0.6;
  settings.heavy_weight = 14;
  settings.template_words = reuse::kTemplateWords;
  return settings;
}

struct Task {
  DocumentIndex a = 0;
  DocumentIndex b = 0;
  reuse::Depth depth = reuse::Depth::kExact;
};

void sort_spans(std::vector<ReuseSpan>& spans) {
  std::sort(spans.begin(), spans.end(), [](const ReuseSpan& x, const ReuseSpan& y) {
    return std::tie(x.a, x.b) < std::tie(y.a, y.b);
  });
}

std::vector<ReuseSpan> align_all(const Corpus& corpus, const reuse::PreparedCorpus& prepared,
                                 std::span<const Task> tasks, const ReuseOptions& options,
                                 const reuse::AlignSettings& settings, const RunControl& control) {
  constexpr std::size_t kMostTasks = 32;     // of a block
  constexpr std::size_t kBlocksAThread = 16; // so that a few long pairs keep all threads busy
  const std::size_t grain =
      std::clamp<std::size_t>(tasks.size() / (kBlocksAThread * thread_count()), 1, kMostTasks);
  std::vector<std::vector<ReuseSpan>> found((tasks.size() + grain - 1) / grain);
  std::atomic<std::uint64_t> done{0};
  ScratchPool<reuse::SpanRefiner> refiners(
      [&] { return std::make_unique<reuse::SpanRefiner>(prepared, settings); });
  ScratchPool<reuse::PairAligner> aligners([&] {
    return std::make_unique<reuse::PairAligner>(prepared, corpus, options, settings, &refiners);
  });
  parallel_for(found.size(), 1, [&](std::size_t begin, std::size_t end) {
    const auto aligner = aligners.borrow();
    for (std::size_t block = begin; block < end; ++block) {
      const std::size_t first = block * grain;
      const std::size_t last = std::min(tasks.size(), first + grain);
      for (std::size_t i = first; i < last; ++i) {
        control.check();
        (*aligner).align(tasks[i].a, tasks[i].b, tasks[i].depth, found[block]);
      }
      control.report("reuse", done += last - first, tasks.size());
    }
  });
  std::vector<ReuseSpan> spans;
  for (const std::vector<ReuseSpan>& block : found) {
    spans.insert(spans.end(), block.begin(), block.end());
  }
  sort_spans(spans);
  return spans;
}

} // namespace

ReuseResult find_reuse(const Corpus& corpus, const ReuseOptions& options,
                       const RunControl& control) {
  reuse::PreparedCorpus prepared = reuse::prepare(corpus, {}, control);
  const std::vector<DocumentIndex> first = prepared.first_copies;
  ReuseResult result;
  result.counts.template_phrases = reuse::mark_templates(prepared, first, control);
  const reuse::Candidates candidates = reuse::find_candidates(prepared, first, control);
  std::vector<Task> tasks;
  for (const reuse::Candidate& pair : candidates.pairs) {
    tasks.push_back(
        {pair.a, pair.b,
         pair.shared >= kRewordedSeeds ? reuse::Depth::kReworded : reuse::Depth::kExact});
  }
  if (result.counts.template_phrases > 0) {
    const auto known = [&](const reuse::Candidate& pair) {
      return std::binary_search(candidates.pairs.begin(), candidates.pairs.end(), pair,
                                [](const reuse::Candidate& x, const reuse::Candidate& y) {
                                  return std::tie(x.a, x.b) < std::tie(y.a, y.b);
                                });
    };
    for (const reuse::Candidate& pair : reuse::pair_templates(prepared, first, control)) {
      if (!known(pair)) {
        tasks.push_back({pair.a, pair.b, reuse::Depth::kExact});
      }
    }
  }
  for (std::size_t d = 0; d < first.size(); ++d) {
    if (first[d] != d) {
      tasks.push_back({first[d], static_cast<DocumentIndex>(d), reuse::Depth::kExact});
      ++result.counts.copies;
    }
  }
  result.counts.document_pairs = tasks.size();
  result.counts.capped_seeds = candidates.capped_seeds;
  result.spans = align_all(corpus, prepared, tasks, options, whole_corpus_settings(), control);
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
  std::vector<Task> tasks;
  for (const auto& [a, b] : distinct) {
    tasks.push_back({a, b, reuse::Depth::kSummaries});
  }
  result.spans = align_all(corpus, prepared, tasks, options, {}, control);
  return result;
}

} // namespace refrain
