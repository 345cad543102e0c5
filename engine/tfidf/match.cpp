#include "refrain/tfidf/match.h"

#include "refrain/core/detail/expect.h"
#include "refrain/tfidf/cosine_join.h"
#include "refrain/tfidf/reworded_scores.h"
#include "refrain/tfidf/sparse_rows.h"
#include "refrain/tfidf/text_features.h"

#include <algorithm>
#include <span>
#include <utility>

namespace refrain {

std::vector<Match> match(const Corpus& queries, const Corpus& corpus, const MatchOptions& options,
                         const RunControl& control) {
  detail::expect("match threshold", options.threshold, {.low = 0, .high = 1});
  const bool reworded = options.scheme == MatchScheme::kReworded;
  const TextFeatureOptions features{reworded ? FeatureKind::kStems : FeatureKind::kTokens,
                                    queries.size() + corpus.size()};
  const SparseRows rows = build_rows(queries.size() + corpus.size(),
                                     text_features({&queries, &corpus}, features), {}, control);

  const std::size_t q = queries.size();
  TopNOptions search;
  // A score needs the text's rivals even where only one text is wanted.
  search.top = reworded && options.top > 0 ? std::max(options.top, kRivals) : options.top;
  search.threshold = reworded ? 0 : options.threshold;
  std::vector<CosinePair> pairs = top_n_join(rows, {0, q}, {q, rows.rows()}, search, control);
  if (reworded) {
    pairs = score_reworded(rows, {0, q}, {q, rows.rows()}, std::move(pairs), control);
  }

  std::vector<Match> matches;
  matches.reserve(pairs.size());
  for (std::size_t begin = 0, end = 0; begin < pairs.size(); begin = end) {
    while (end < pairs.size() && pairs[end].a == pairs[begin].a) {
      ++end;
    }
    const std::span<const CosinePair> found(pairs.data() + begin, end - begin);
    for (std::uint32_t i = 0; i < found.size() && i < options.top; ++i) {
      if (found[i].score > 0 && found[i].score >= options.threshold) {
        matches.push_back({.query = found[i].a,
                           .document = static_cast<DocumentIndex>(found[i].b - q),
                           .rank = i + 1,
                           .score = found[i].score});
      }
    }
  }
  return matches;
}

} // namespace refrain
