#pragma once
/// @file
/// How much likelier the words of a passage are as a rewording of another than by accident, and
/// the stretch of words where that evidence is largest: how the bounds of reworded text are found.
///
///     LogOdds odds(prepared);                          // one a thread: it keeps marks
///     odds.set_partner(partner, 0.6, 0.2);
///     Segment s = odds.best_segment(words, 0, n);
///
/// A rewording keeps a share `kept` of its words; any passage holds a word by accident with a
/// chance that follows from the word's weight and the passage's length. A word that the partner
/// holds adds log((kept + (1 - kept) * chance) / chance), one that it lacks adds log(1 - kept); the
/// best stretch is the maximal sum (Kadane). `least_chance` keeps one rare word from outweighing a
/// sentence: texts about one subject share its words anyway. Order within the passages does not
/// matter, so shuffled sentences are found as well.

#include "refrain/reuse/detail/prepared.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain::reuse {

/// Words [begin, end) and their log odds.
struct Segment {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  double score = 0;
};

/// How often one document holds each stem.
class StemCounts {
public:
  /// Counts the words of another document, which must live until the next call has returned.
  /// O(words of both).
  void count(const PreparedCorpus& prepared, std::span<const Word> words);

  [[nodiscard]] std::span<const Word> words() const { return words_; }
  [[nodiscard]] std::uint32_t operator[](std::uint32_t stem) const { return counts_[stem]; }

private:
  std::span<const Word> words_;
  std::vector<std::uint32_t> counts_; ///< of every stem; 0 where no word of words_ has it
};

/// A word's odds are worked out once for a partner and a background, and then looked up.
class LogOdds {
public:
  explicit LogOdds(const PreparedCorpus& prepared) : prepared_(prepared) {}

  void set_partner(std::span<const Word> partner, double kept, double least_chance);

  /// Learns how common the partner's words are in `own` outside [begin, end): a word that the whole
  /// document speaks of is no evidence for one stretch of it. Until the next set_partner; the
  /// partner must still live. O(words of the partner and of the stretch).
  void set_background(const StemCounts& own, std::uint32_t begin, std::uint32_t end);

  [[nodiscard]] bool holds(const Word& word) const {
    return stems_[prepared_.terms[word.term].stem].mark == mark_;
  }
  [[nodiscard]] double odds(const Word& word);

  /// The stretch of words [from, to) with the largest sum; empty when no word has a partner.
  [[nodiscard]] Segment best_segment(std::span<const Word> words, std::uint32_t from,
                                     std::uint32_t to);

private:
  struct Stem {
    std::uint32_t mark = 0;    ///< the last partner that held it
    std::uint32_t outside = 0; ///< where it is marked, its words in the background
    float log_absent = 1;      ///< log of the chance that a sentence lacks it; 1 while unknown
    bool known = false;        ///< odds, of this mark and background
    double odds = 0;
  };
  [[nodiscard]] double odds_of(Stem& stem, float weight) const;

  const PreparedCorpus& prepared_;
  std::span<const Word> partner_;
  std::vector<Stem> stems_;
  std::uint32_t mark_ = 0;
  double sentences_ = 0; ///< length of the partner
  double partner_words_ = 0;
  double outside_words_ = 0;
  double kept_ = 0;
  double least_chance_ = 0;
  double miss_ = 0;  ///< odds of a word that the partner lacks
  double least_ = 0; ///< odds of one that it holds by the least chance
};

} // namespace refrain::reuse
