#include "refrain/tfidf/match.h"

#include "refrain/core/error.h"
#include "refrain/core/parallel.h"
#include "refrain/text/tokenizer.h"
#include "refrain/tfidf/cosine_join.h"
#include "refrain/tfidf/sparse_rows.h"

#include <algorithm>
#include <string>
#include <utility>

namespace refrain {
namespace {

constexpr std::size_t kTextGrain = 256;

/// Appends a row a text: its token keys.
void append_tokens(const Corpus& corpus, FeatureTable& table, const RunControl& control) {
  const std::size_t pieces = (corpus.size() + kTextGrain - 1) / kTextGrain;
  std::vector<FeatureTable> parts(pieces);
  parallel_for(pieces, 1, [&](std::size_t begin, std::size_t end) {
    control.check();
    Tokenizer tokenizer;
    std::vector<TokenKey> keys;
    for (std::size_t piece = begin; piece < end; ++piece) {
      FeatureTable& part = parts[piece];
      const std::size_t stop = std::min(corpus.size(), (piece + 1) * kTextGrain);
      for (std::size_t d = piece * kTextGrain; d < stop; ++d) {
        tokenizer.keys(corpus.text(static_cast<DocumentIndex>(d)), keys);
        for (const TokenKey key : keys) {
          part.features.push_back({key});
        }
        part.close_row();
      }
    }
  });
  for (FeatureTable& part : parts) {
    const std::uint64_t before = table.features.size();
    table.features.insert(table.features.end(), part.features.begin(), part.features.end());
    for (std::size_t r = 0; r < part.size(); ++r) {
      table.first.push_back(before + part.first[r + 1]);
    }
    part = {};
  }
}

} // namespace

std::vector<Match> match(const Corpus& queries, const Corpus& corpus, const MatchOptions& options,
                         const RunControl& control) {
  if (!(options.threshold >= 0 && options.threshold <= 1)) {
    throw InvalidArgument("expected a match threshold in [0, 1], found " +
                          std::to_string(options.threshold));
  }
  FeatureTable table;
  append_tokens(queries, table, control);
  append_tokens(corpus, table, control);
  const SparseRows rows = build_rows(std::move(table), {}, control);
  const std::size_t q = queries.size();
  std::vector<Match> matches;
  for (const CosinePair& pair :
       top_n_join(rows, {0, q}, {q, rows.rows()},
                  {.top = options.top, .threshold = options.threshold}, control)) {
    const bool same_query = !matches.empty() && matches.back().query == pair.a;
    matches.push_back({.query = pair.a,
                       .document = static_cast<DocumentIndex>(pair.b - q),
                       .rank = same_query ? matches.back().rank + 1 : 1,
                       .score = pair.score});
  }
  return matches;
}

} // namespace refrain
