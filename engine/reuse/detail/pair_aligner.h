#pragma once
/// @file
/// The spans of one pair of documents: exact runs, chained over small edits. After matches.h.
///
///     PairAligner aligner(prepared, corpus, options);   // one a thread: it keeps buffers
///     aligner.align(a, b, spans);                       // appends, ordered by (a, b)

#include "refrain/reuse/detail/matches.h"
#include "refrain/reuse/detail/prepared.h"
#include "refrain/reuse/reuse.h"
#include "refrain/text/corpus.h"

#include <cstdint>
#include <vector>

namespace refrain::reuse {

/// Word ranges of a and b that belong together.
struct WordSpan {
  std::uint32_t a_begin = 0;
  std::uint32_t a_end = 0;
  std::uint32_t b_begin = 0;
  std::uint32_t b_end = 0;
  std::uint32_t matched = 0; ///< words that align
  double weight = 0;         ///< of the words that align
};

class PairAligner {
public:
  PairAligner(const PreparedCorpus& prepared, const Corpus& corpus, const ReuseOptions& options)
      : prepared_(prepared), corpus_(corpus), options_(options) {}

  void align(DocumentIndex a, DocumentIndex b, std::vector<ReuseSpan>& spans);

private:
  struct Link {
    double score = 0;
    std::uint32_t previous = kNone;
    std::uint32_t skip = 0; ///< leading words that the previous run has used already
  };

  void chain(std::span<const Word> a, std::vector<WordSpan>& found);
  [[nodiscard]] ReuseSpan to_bytes(DocumentIndex a, DocumentIndex b, const WordSpan& span) const;

  const PreparedCorpus& prepared_;
  const Corpus& corpus_;
  ReuseOptions options_;
  MatchFinder finder_;
  std::vector<Run> runs_;
  std::vector<Link> links_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint8_t> used_;
  std::vector<WordSpan> found_;
};

} // namespace refrain::reuse
