#pragma once
/// @file
/// Whether two passages reword each other, and between which sentence bounds: judged by pairing
/// their words, each word taken once. After log_odds.h, which finds a first stretch.
///
///     PassageFit fit(prepared, settings);               // one a thread: it keeps counts
///     fit.fit(words, begin, end, partner);              // moves [begin, end)
///     if (fit.evidence(a, b).log_odds > 0) { ... }
///
/// Log odds alone go on into the sentences around a passage, which speak of the same things in the
/// same words; but those words have found their partners inside already.

#include "refrain/reuse/detail/log_odds.h"
#include "refrain/reuse/detail/paired_stretch.h"
#include "refrain/reuse/detail/prepared.h"
#include "refrain/reuse/detail/settings.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace refrain::reuse {

class PassageFit {
public:
  PassageFit(const PreparedCorpus& prepared, const AlignSettings& settings)
      : prepared_(prepared), settings_(settings), odds_(prepared) {}

  /// Moves words [begin, end) to the two bounds, of sentences or the ones given, between which they
  /// pair best with the words of `partner`; returns whether anything moved.
  ///
  /// A paired word counts its log odds, one whose partners are all taken nothing, one without a
  /// partner what LogOdds charges. Looks settings.margin_words around (paired_stretch.h).
  bool fit(const StemCounts& own, std::uint32_t& begin, std::uint32_t& end,
           std::span<const Word> partner);

  struct Evidence {
    double log_odds = -std::numeric_limits<double>::infinity(); ///< of a rewording
    double cover = 0;  ///< share of the weight of the better covered passage that pairs
    double weight = 0; ///< of the distinct stems that both hold, each capped
  };

  /// Log odds that two passages are a rewording and not two texts about one subject.
  ///
  /// Length and the share of the weight of the better covered side speak for it; a cosine that
  /// comes from a few words which both repeat speaks against. Logistic regression on the PAN 2013
  /// training pairs; the weights of five folds by document lie within a tenth of these.
  [[nodiscard]] Evidence evidence(std::span<const Word> a, std::span<const Word> b);

private:
  [[nodiscard]] std::uint32_t stem_of(const Word& word) const {
    return prepared_.terms[word.term].stem;
  }
  void set_window(std::span<const Word> words, std::span<const Word> partner);

  const PreparedCorpus& prepared_;
  AlignSettings settings_;
  LogOdds odds_;
  StretchFinder stretches_;
  PairedWindow window_;
  std::vector<std::uint32_t> kinds_;    ///< of each stem of the partner, in window_
  std::vector<std::uint32_t> counts_;   ///< of each stem, words of the one passage
  std::vector<std::uint32_t> partners_; ///< of each stem, words of the other passage
};

} // namespace refrain::reuse
