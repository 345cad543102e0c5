#include "refrain/tfidf/match.h"

#include "refrain/core/error.h"
#include "refrain/tfidf/cosine_join.h"
#include "refrain/tfidf/sparse_rows.h"
#include "refrain/tfidf/text_features.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>

namespace refrain {
namespace {

/// Turns the cosines of one query, best first, into scores; see match.h.
void temper(std::span<CosinePair> pairs) {
  const double best_two = pairs[0].score + (pairs.size() > 1 ? pairs[1].score : 0);
  for (CosinePair& pair : pairs) {
    const double c = pair.score;
    pair.score = c * (c + (1 - c) * std::sqrt(c / best_two));
  }
}

} // namespace

std::vector<Match> match(const Corpus& queries, const Corpus& corpus, const MatchOptions& options,
                         const RunControl& control) {
  if (!(options.threshold >= 0 && options.threshold <= 1)) {
    throw InvalidArgument("expected a match threshold in [0, 1], found " +
                          std::to_string(options.threshold));
  }
  const bool reworded = options.scheme == MatchScheme::kReworded;
  const TextFeatureOptions features{reworded ? FeatureKind::kStems : FeatureKind::kTokens,
                                    queries.size() + corpus.size()};
  const SparseRows rows = build_rows(queries.size() + corpus.size(),
                                     text_features({&queries, &corpus}, features), {}, control);

  const std::size_t q = queries.size();
  TopNOptions search;
  // Tempering needs the second best text even where only one is wanted.
  search.top = reworded && options.top > 0 ? std::max(options.top, 2U) : options.top;
  search.threshold = reworded ? 0 : options.threshold;
  std::vector<CosinePair> pairs = top_n_join(rows, {0, q}, {q, rows.rows()}, search, control);

  std::vector<Match> matches;
  matches.reserve(pairs.size());
  for (std::size_t begin = 0, end = 0; begin < pairs.size(); begin = end) {
    while (end < pairs.size() && pairs[end].a == pairs[begin].a) {
      ++end;
    }
    const std::span<CosinePair> found(pairs.data() + begin, end - begin);
    if (reworded) {
      temper(found);
    }
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
