#pragma once
/// @file
/// What the pair aligner decides by, in one place. The values are fitted to the training pairs of
/// PAN 2013 and hold on both halves of them; find_reuse changes a few (reuse.cpp).

#include <cstdint>

namespace refrain::reuse {

struct AlignSettings {
  // Exact runs and their chains.
  std::uint32_t least_run = 4;  ///< words in an exact seed
  std::uint32_t most_gap = 12;  ///< words between two runs of one chain, on either side
  double gap_cost = 1;          ///< aligned words that a word of a gap costs
  double exact_weight = 24;     ///< of a chain's distinct words, times the chances of the pair
  std::uint32_t run_words = 12; ///< of an unbroken run, which may weigh less
  double run_weight = 24;       ///< of a chain that holds such a run, in place of exact_weight
  /// Of an unbroken run, from which on phrases that many documents share weigh as others do.
  std::uint32_t template_words = UINT32_MAX;
  double rival_share = 0.5; ///< of a chain in heavier ones: it is an echo of theirs

  // Sentence seeds and their clusters.
  double seed_cosine = 0.22;
  double seed_dice = 0.27;
  double index_weight = 3; ///< stems below do not bring sentences together
  double gap_words = 60;   ///< between seeds of one cluster, on either side

  // Bounds of reworded passages (log_odds.h).
  double kept = 0.4;          ///< share of words that a rewording keeps
  double least_chance = 0.1;  ///< that the partner holds a word by accident
  double margin_words = 60;   ///< beyond the seeds, where bounds are looked for
  double merge_words = 5;     ///< between passages that become one
  std::uint32_t snap_out = 6; ///< words to the bound of a sentence, outwards
  std::uint32_t snap_in = 3;  ///< inwards

  // What a reworded passage must have.
  double reworded_evidence = 0; ///< log odds (passage_fit.h)
  double least_cover = 0;       ///< share of the better covered side that pairs
  double heavy_weight = 0;      ///< of distinct shared stems, times the chances of the pair
  double least_heavy_chars = 100;

  // Exact chains against reworded passages around them.
  double exact_words = 30;   ///< from which on a chain explains its sentences: they seed nothing
  double quote_words = 10;   ///< from which on a chain counts in exact_share
  double chain_ratio = 0.95; ///< of aligned words in such a chain
  double exact_share = 0.6;  ///< of a passage in chains, from which on the chains stand instead

  // Summaries (summary.h).
  double summary_kept = 0.6;
  double summary_chance = 0.1;
  double local_kept = 0.6; ///< in the one place that explains most of it
  double local_chance = 0.2;
  double summary_score = 30;      ///< log odds
  double summary_density = 0.3;   ///< log odds a word
  double summary_ratio = 2;       ///< words of the other document for each word of the passage
  double summary_evidence = -0.8; ///< log odds
};

} // namespace refrain::reuse
