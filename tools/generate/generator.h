#pragma once
/// @file
/// Seeded synthetic corpora of any size, as JSON Lines with truth, in constant memory.
///
///     Generator g({.passages = 1'000'000, .seed = 7});
///     g.append(i, corpus_lines, truth_lines);       // any i, in any order, from any thread
///
/// Every record is a function of (options, i). A near-duplicate, a span or a hub text makes its
/// base record again instead of remembering it. What a record is:
///
/// - original: invented words, Zipf frequencies, sentences, a log-normal number of words;
/// - near-duplicate: an earlier original with words replaced, inserted and removed until the exact
///   Jaccard similarity of its word w-shingles comes close to a chosen one;
/// - span: an original that holds a run of words of an earlier original;
/// - hub: one of a few texts that stand in very many records, each with its own number inside.
///
/// Some records of some sources also end in that source's boilerplate sentence.

#include "tools/generate/vocabulary.h"

#include <cstdint>
#include <string>
#include <vector>

namespace refrain::generate {

struct GeneratorOptions {
  std::uint64_t passages = 1000;
  std::uint64_t seed = 1;
  double near_duplicates = 0.10; ///< share of records
  double spans = 0.01;           ///< share of records
  double hubs = 0.0005;          ///< share of records
  double boilerplate = 0.02;     ///< share of records that end in boilerplate
  std::vector<double> similarities = {0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0};
  std::uint64_t hub_size = 500; ///< records that share a hub text, on average
  std::uint32_t sources = 40;
  std::uint32_t shingle_tokens = 3;
  std::uint32_t vocabulary = 100000;
  double accents = 0;     ///< share of words with a letter outside ASCII
  double mean_words = 97; ///< about 600 bytes
};

class Generator {
public:
  /// @throws InvalidArgument  when an option is out of its range
  explicit Generator(GeneratorOptions options);

  /// Appends record i as a JSON line to `record`, and what was planted in it to `truth`.
  /// Truth lines: {"kind":"near_duplicate","a","b","jaccard","target"},
  /// {"kind":"span","a","b","words","text"}, {"kind":"hub","hub","id"},
  /// {"kind":"boilerplate","source","id"}.
  void append(std::uint64_t i, std::string& record, std::string& truth) const;

  [[nodiscard]] std::string id(std::uint64_t i) const;
  [[nodiscard]] const GeneratorOptions& options() const { return options_; }

private:
  enum class Kind : std::uint8_t { kOriginal, kNearDuplicate, kSpan, kHub };

  [[nodiscard]] Kind kind(std::uint64_t i) const;
  [[nodiscard]] std::uint64_t base_of(std::uint64_t i, Random& random) const;
  [[nodiscard]] std::vector<WordId> original(std::uint64_t i) const;
  [[nodiscard]] std::vector<WordId> edited(const std::vector<WordId>& base, double target,
                                           Random& random) const;
  [[nodiscard]] double jaccard(const std::vector<WordId>& a, const std::vector<WordId>& b) const;
  void write_text(const std::vector<WordId>& words, std::uint64_t style, std::string& out) const;

  GeneratorOptions options_;
  Vocabulary vocabulary_;
};

} // namespace refrain::generate
