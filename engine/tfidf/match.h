#pragma once
/// @file
/// For each query text the most similar texts of a corpus by TF-IDF cosine: exact top-n search.
///
///     std::vector<Match> r = match(queries, corpus, {.top = 5}, control);
///
/// kReworded, the default, is for texts that say the same in other words: cosine of stems, in
/// small runs weighed by their length (text_features.h), then corrected by what tells a text from
/// its rivals, by which texts like queries answer to, and by how many texts are as likely
/// (reworded_scores.h). It leaves a verbatim text at 1, and makes scores of different queries
/// comparable. kTfIdf is the plain cosine of tokens.
///
/// Quirk: a score depends on the other texts and queries of the run, and means nothing outside it.

#include "refrain/core/run_control.h"
#include "refrain/core/types.h"
#include "refrain/text/corpus.h"

#include <cstdint>
#include <vector>

namespace refrain {

enum class MatchScheme : std::uint8_t {
  kReworded, ///< stems, corrected by rivals and like queries
  kTfIdf,    ///< cosine of tokens, nothing else
};

struct MatchOptions {
  MatchScheme scheme = MatchScheme::kReworded;
  std::uint32_t top = 10; ///< matches of a query at most
  double threshold = 0;   ///< scores must be above 0 and at least this
};

struct Match {
  DocumentIndex query = 0;    ///< in the queries
  DocumentIndex document = 0; ///< in the corpus
  std::uint32_t rank = 0;     ///< from 1
  double score = 0;           ///< in (0, 1]
};

/// @param queries, corpus  sorted
/// @return  ordered by (query, rank); equal scores by document
/// @throws InvalidArgument  when the threshold is out of range, or features are over 2^31 - 1
/// @throws Cancelled
/// Costs are those of build_rows() and top_n_join(), and of score_reworded() for kReworded.
[[nodiscard]] std::vector<Match> match(const Corpus& queries, const Corpus& corpus,
                                       const MatchOptions& options, const RunControl& control);

} // namespace refrain
