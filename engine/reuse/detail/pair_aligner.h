#pragma once
/// @file
/// The spans of one pair of documents: exact runs, chained over small edits. After matches.h.
///
///     PairAligner aligner(prepared, corpus, options);   // one a thread: it keeps buffers
///     aligner.align(a, b, Depth::kSummaries, spans);                // appends, ordered by (a, b)

#include "refrain/reuse/detail/aligned_words.h"
#include "refrain/reuse/detail/matches.h"
#include "refrain/reuse/detail/prepared.h"
#include "refrain/reuse/detail/rewording.h"
#include "refrain/reuse/detail/settings.h"
#include "refrain/reuse/detail/summary.h"
#include "refrain/reuse/detail/word_places.h"
#include "refrain/reuse/detail/word_span.h"
#include "refrain/reuse/reuse.h"
#include "refrain/text/corpus.h"

#include <cstdint>
#include <vector>

namespace refrain::reuse {

/// What is looked for in a pair; each includes those before it.
enum class Depth : std::uint8_t {
  kExact,     ///< runs of equal words and small edits
  kReworded,  ///< passages that reword one place
  kSummaries, ///< passages that sum up the other document
};

class PairAligner {
public:
  /// @param refiners  shared by all aligners of a run (rewording.h)
  PairAligner(const PreparedCorpus& prepared, const Corpus& corpus, const ReuseOptions& options,
              const AlignSettings& settings = {}, ScratchPool<SpanRefiner>* refiners = nullptr)
      : prepared_(prepared), corpus_(corpus), options_(options), settings_(settings),
        rewording_(prepared, settings, refiners), summary_(prepared, settings), places_(corpus) {}

  void align(DocumentIndex a, DocumentIndex b, Depth depth, std::vector<ReuseSpan>& spans);

private:
  struct Link {
    double score = 0;
    std::uint32_t previous = kNone;
    std::uint32_t skip = 0; ///< leading words that the previous run has used already
  };

  void drop_rivals();
  void add_summaries(DocumentIndex a, DocumentIndex b);
  void merge_reworded(std::span<const Word> a, std::span<const Word> b, double chances);
  void chain(std::span<const Word> a, std::vector<WordSpan>& found);
  [[nodiscard]] ReuseSpan to_bytes(DocumentIndex a, DocumentIndex b, const WordSpan& span);

  const PreparedCorpus& prepared_;
  const Corpus& corpus_;
  ReuseOptions options_;
  AlignSettings settings_;
  RewordingFinder rewording_;
  SummaryFinder summary_;
  WordPlaces places_;
  std::vector<WordSpan> reworded_;
  MatchFinder finder_;
  WordAligner word_aligner_;
  std::vector<Run> runs_;
  std::vector<Link> links_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint8_t> used_;
  std::vector<WordSpan> found_;
  std::vector<std::uint32_t> seen_; ///< of each stem, the last span that held it
  std::uint32_t stamp_ = 0;
  std::vector<WordSpan> results_;
  std::vector<WordSpan> swapped_; ///< results_ with a and b exchanged
  std::vector<WordSpan> exact_;   ///< of found_, those that leave nothing to explain
};

} // namespace refrain::reuse
