/// @file
/// Scores near-duplicates and matches on two translations of one text, a record a verse.
///
///     parallel_quality A.jsonl B.jsonl [THRESHOLD]
///
/// The same id in both files is the same verse in other words. Prints, by band of exact Jaccard:
/// the recall of duplicates against all pairs above the threshold, found by an exact join; and, of
/// the pairs of one verse, how many are reported as a pair, stand in one cluster, and come first in
/// match. Of many equal verses ("And the LORD spake unto Moses, saying,") not all pairs are listed,
/// but all are joined in one cluster. Below: precision, recall and F1 of pairs across the two files
/// and B-cubed and adjusted Rand of clusters, both against the verses, and the mean average
/// precision of match.

#include "refrain/ingest/ingest.h"
#include "refrain/pipeline/engine.h"
#include "refrain/shingle/shingle.h"
#include "refrain/text/tokenizer.h"

#include "bench/quality/measures.h"
#include "tests/reference/exact_join.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace refrain;

/// Bands of similarity, [edge, next edge), the last with 1; and what of each was found.
class Bands {
public:
  Bands(std::vector<double> edges, std::size_t columns)
      : edges_(std::move(edges)), rows_(edges_.size() + 1, Row{0, std::vector<double>(columns)}) {}

  void add(double similarity, const std::vector<double>& found) {
    const auto above = std::upper_bound(edges_.begin(), edges_.end(), similarity);
    const auto band = static_cast<std::size_t>(
        std::max<std::ptrdiff_t>(0, std::distance(edges_.begin(), above) - 1));
    for (Row* row : {&rows_[band], &rows_.back()}) {
      ++row->total;
      for (std::size_t c = 0; c < found.size(); ++c) {
        row->found[c] += found[c];
      }
    }
  }

  void print() const {
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      if (r < edges_.size()) {
        std::printf("  %5.2f - %4.2f", edges_[r], r + 1 < edges_.size() ? edges_[r + 1] : 1.0);
      } else {
        std::printf("  %12s", "all");
      }
      std::printf(" %9llu", static_cast<unsigned long long>(rows_[r].total));
      for (const double found : rows_[r].found) {
        std::printf(" %9.4f",
                    rows_[r].total == 0 ? 0 : found / static_cast<double>(rows_[r].total));
      }
      std::printf("\n");
    }
  }

private:
  struct Row {
    std::uint64_t total = 0;
    std::vector<double> found;
  };
  std::vector<double> edges_;
  std::vector<Row> rows_;
};

/// Both translations in one corpus, the verses numbered alike.
struct Verses {
  Corpus parts[2];
  Engine engine;
  std::map<std::string, std::uint32_t> numbers; ///< of each id
  std::vector<std::uint32_t> verse_of;          ///< of each passage
  std::vector<std::uint8_t> side_of;            ///< of each passage
  std::vector<PassageIndex> passage_of[2];      ///< of each verse; kNone where a file lacks it

  Verses(const std::string& a, const std::string& b, const EngineOptions& options)
      : engine(options) {
    for (const int side : {0, 1}) {
      parts[side] = ingest(std::vector{side == 0 ? a : b}, {}, {}).corpus;
      for (DocumentIndex d = 0; d < parts[side].size(); ++d) {
        const std::string id(parts[side].id(d));
        numbers.try_emplace(id, static_cast<std::uint32_t>(numbers.size()));
        const std::string own = (side == 0 ? "a " : "b ") + id;
        Document document;
        document.id = own;
        std::string text(parts[side].text(d)); // a verse is one passage, however it is set
        std::replace(text.begin(), text.end(), '\n', ' ');
        document.text = text;
        engine.add(document);
      }
    }
    for (std::vector<PassageIndex>& side : passage_of) {
      side.assign(numbers.size(), kNone);
    }
    const PassageTable& passages = engine.passages();
    for (PassageIndex p = 0; p < passages.size(); ++p) {
      const std::string_view id = engine.corpus().id(passages[p].document);
      verse_of.push_back(numbers.at(std::string(id.substr(2))));
      side_of.push_back(id[0] == 'a' ? 0 : 1);
      passage_of[side_of.back()][verse_of.back()] = p;
    }
  }
};

std::vector<std::vector<Shingle>> shingle_sets(Engine& engine, std::uint32_t w) {
  Tokenizer tokenizer;
  std::vector<TokenKey> keys;
  const PassageTable& passages = engine.passages();
  std::vector<std::vector<Shingle>> sets(passages.size());
  for (PassageIndex p = 0; p < passages.size(); ++p) {
    tokenizer.keys(engine.corpus().text({passages[p].document, passages[p].bytes}), keys);
    shingle(keys, w, sets[p]);
    make_shingle_set(sets[p]);
  }
  return sets;
}

/// Of each verse, the rank of its second wording for the first as query, 0 where it is not among
/// the first ten. An equal text under another id is as good an answer.
std::vector<std::uint32_t> match_ranks(const Verses& verses) {
  const Corpus& queries = verses.parts[0];
  const Corpus& corpus = verses.parts[1];
  std::map<std::string_view, DocumentIndex> by_id;
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    by_id[corpus.id(d)] = d;
  }
  std::vector<std::uint32_t> ranks(verses.numbers.size(), 0);
  for (const Match& m : match(queries, corpus, {.top = 10}, {})) {
    const auto truth = by_id.find(queries.id(m.query));
    if (truth != by_id.end() && corpus.text(m.document) == corpus.text(truth->second)) {
      std::uint32_t& rank = ranks[verses.numbers.at(std::string(queries.id(m.query)))];
      rank = rank == 0 ? m.rank : std::min(rank, m.rank);
    }
  }
  return ranks;
}

void print_scores(const char* name, const bench::PrecisionRecall& s) {
  std::printf("%-34s precision %.4f  recall %.4f  F1 %.4f\n", name, s.precision, s.recall, s.f1);
}

int run(const std::string& a, const std::string& b, double threshold) {
  EngineOptions options;
  options.duplicates.threshold = threshold;
  Verses verses(a, b, options);
  const DuplicatesResult& found = verses.engine.duplicates();
  const std::vector<std::vector<Shingle>> sets =
      shingle_sets(verses.engine, options.duplicates.shingle_tokens);

  std::set<bench::ItemPair> reported;
  std::vector<bench::ItemPair> across;
  for (const Pair& pair : found.pairs) {
    reported.emplace(pair.a, pair.b);
    if (verses.side_of[pair.a] != verses.side_of[pair.b]) {
      across.emplace_back(pair.a, pair.b);
    }
  }
  std::vector<std::uint32_t> cluster_of(verses.verse_of.size());
  for (std::size_t p = 0; p < cluster_of.size(); ++p) {
    cluster_of[p] = static_cast<std::uint32_t>(p);
  }
  for (const Cluster& cluster : found.clusters) {
    for (const ClusterMember& member : cluster.members) {
      cluster_of[member.passage] = cluster.representative;
    }
  }
  std::vector<double> edges;
  for (double edge = threshold; edge < 0.999; edge += 0.1) {
    edges.push_back(edge);
  }
  Bands oracle(edges, 2);
  for (const Pair& pair : reference::exact_join(sets, threshold)) {
    const bool listed = reported.contains({pair.a, pair.b});
    oracle.add(pair.jaccard, {listed ? 1.0 : 0.0,
                              listed || cluster_of[pair.a] == cluster_of[pair.b] ? 1.0 : 0.0});
  }
  std::printf("%zu passages, duplicates at threshold %g against all pairs above it\n",
              verses.verse_of.size(), threshold);
  std::printf("  %12s %9s %9s %9s\n", "Jaccard", "pairs", "listed", "or joined");
  oracle.print();

  const std::vector<std::uint32_t> ranks = match_ranks(verses);
  Bands same({0, 0.1, 0.3, 0.5, 0.7, 0.9}, 4);
  std::vector<bench::ItemPair> truth;
  std::vector<bench::ItemPair> above;
  for (std::size_t verse = 0; verse < ranks.size(); ++verse) {
    const PassageIndex x = verses.passage_of[0][verse];
    const PassageIndex y = verses.passage_of[1][verse];
    if (x == kNone || y == kNone) {
      continue;
    }
    const double jaccard = overlap(sets[x], sets[y]).jaccard();
    truth.emplace_back(x, y);
    if (jaccard >= threshold) {
      above.emplace_back(x, y);
    }
    same.add(jaccard, {reported.contains({std::min(x, y), std::max(x, y)}) ? 1.0 : 0.0,
                       cluster_of[x] == cluster_of[y] ? 1.0 : 0.0, ranks[verse] == 1 ? 1.0 : 0.0,
                       ranks[verse] == 0 ? 0.0 : 1.0 / ranks[verse]});
  }
  std::printf("the two wordings of a verse\n");
  std::printf("  %12s %9s %9s %9s %9s %9s\n", "Jaccard", "verses", "pair", "cluster", "match 1st",
              "match MAP");
  same.print();
  print_scores("pairs across, against verses", bench::pair_scores(across, truth));
  print_scores("  verses above the threshold only", bench::pair_scores(across, above));
  print_scores("clusters, B-cubed, against verses", bench::b_cubed(cluster_of, verses.verse_of));
  std::printf("%-34s %.4f\n", "clusters, adjusted Rand index",
              bench::adjusted_rand_index(cluster_of, verses.verse_of));
  return 0;
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: parallel_quality A.jsonl B.jsonl [THRESHOLD]\n");
    return 2;
  }
  try {
    return run(argv[1], argv[2], argc > 3 ? std::atof(argv[3]) : 0.5);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "parallel_quality: %s\n", error.what());
    return 2;
  }
}
