#pragma once
/// @file
/// For each query text the most similar texts of a corpus by TF-IDF cosine: exact top-n search.
///
///     MatchResult r = match(queries, corpus, {.top = 5}, control);

#include "refrain/core/run_control.h"
#include "refrain/core/types.h"
#include "refrain/text/corpus.h"

#include <cstdint>
#include <vector>

namespace refrain {

struct MatchOptions {
  std::uint32_t top = 10;
  double threshold = 0; ///< scores must be above 0 and at least this
};

struct Match {
  DocumentIndex query = 0;    ///< in the queries
  DocumentIndex document = 0; ///< in the corpus
  std::uint32_t rank = 0;     ///< from 1
  double score = 0;           ///< in (0, 1]
};

/// @return  ordered by (query, rank); equal scores by document
[[nodiscard]] std::vector<Match> match(const Corpus& queries, const Corpus& corpus,
                                       const MatchOptions& options, const RunControl& control);

} // namespace refrain
