#pragma once
/// @file
/// Reused spans between documents: seeds, chains, token alignment, forms. After tfidf/.
///
///     ReuseResult r = find_reuse(corpus, {}, control);                 // all pairs of documents
///     ReuseResult r = find_reuse_in_pairs(corpus, pairs, {}, control); // these only
///
/// All pairs are never compared: document pairs come from shared rare seeds. Text that many
/// documents share counts from 50 words in a row on, and is found in each of them against the first
/// that holds it; less of it is a template, and no evidence.

#include "refrain/core/run_control.h"
#include "refrain/reuse/reuse_span.h"
#include "refrain/text/corpus.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace refrain {

struct ReuseOptions {
  std::uint32_t min_chars = 50; ///< shortest side of a span, in code points
};

/// What the search had to leave out, for the run report.
struct ReuseCounts {
  std::uint64_t document_pairs = 0; ///< pairs that were aligned
  std::uint64_t capped_seeds = 0;   ///< seeds in too many documents to be used
  std::uint64_t template_phrases =
      0;                    ///< phrases of so many documents that few of them are no evidence
  std::uint64_t copies = 0; ///< documents equal to an earlier one, compared with that one only
};

struct ReuseResult {
  std::vector<ReuseSpan> spans; ///< ordered by (a, b)
  ReuseCounts counts;
};

/// Spans between all documents of the corpus.
/// @param corpus  sorted
/// @throws Cancelled
/// Near linear in the tokens of the corpus.
[[nodiscard]] ReuseResult find_reuse(const Corpus& corpus, const ReuseOptions& options,
                                     const RunControl& control);

/// Spans between the documents of the listed pairs only.
/// @throws InvalidArgument  when an index is out of range
/// @throws Cancelled
/// O(tokens of the listed documents), and of each pair what it shares.
[[nodiscard]] ReuseResult
find_reuse_in_pairs(const Corpus& corpus,
                    std::span<const std::pair<DocumentIndex, DocumentIndex>> pairs,
                    const ReuseOptions& options, const RunControl& control);

} // namespace refrain
