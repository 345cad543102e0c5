#pragma once
/// @file
/// What the pair aligner decides by, in one place, so that it can be fitted to labelled data.

#include <cstdint>

namespace refrain::reuse {

struct AlignSettings {
  // exact runs and their chains
  std::uint32_t least_run = 4; ///< words in an exact seed
  std::uint32_t most_gap = 12; ///< words between two runs of one chain, on either side
  double gap_cost = 1;
  double exact_weight = 16;

  // sentence seeds
  double seed_cosine = 0.27;
  double seed_dice = 0.27;
  double index_weight = 3; ///< stems below do not bring sentences together
  double gap_words = 60;   ///< between seeds of one cluster, on either side
  // boundaries
  double kept = 0.6;         ///< share of words that a rewording keeps
  double least_chance = 0.2; ///< that the partner holds a word by accident
  double margin_words = 60;
  double weight_cap = 7;
  std::uint32_t snap_out = 6; ///< words
  std::uint32_t snap_in = 3;
  double rival_share = 0.5;
  // filters
  double heavy_weight = 17.8;
  double least_heavy_chars = 100;
  double least_cosine = 0.3;
  double merge_words = 5;
  double exact_words = 30;
  double quote_words = 10;
  double chain_ratio = 0.95; ///< of aligned words, from which on a chain stands for itself
  double exact_share = 0.6;  ///< of a cluster in verbatim chains: chains win
  // summaries
  double summary_kept = 0.6;
  double summary_chance = 0.1;
  double summary_score = 30;
  double summary_ratio = 2;
  double summary_density = 0.3; ///< log odds a word
  double summary_evidence = -0.8;
};

} // namespace refrain::reuse
