#pragma once
/// @file
/// Reworded passages of a pair of documents: sentence seeds by TF-IDF cosine and Dice, clusters of
/// seeds, boundaries by the words that have a partner. Beside matches.h, which finds exact runs.

#include "refrain/core/scratch_pool.h"
#include "refrain/reuse/detail/log_odds.h"
#include "refrain/reuse/detail/passage_fit.h"
#include "refrain/reuse/detail/prepared.h"
#include "refrain/reuse/detail/settings.h"
#include "refrain/reuse/detail/span_refiner.h"
#include "refrain/reuse/detail/word_span.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain::reuse {

/// One document's sentences as sparse unit vectors over stems.
struct SentenceRows {
  struct Entry {
    std::uint32_t stem = 0;
    float value = 0; ///< of the unit vector
  };
  struct Row {
    std::uint32_t begin = 0; ///< words
    std::uint32_t end = 0;
    std::uint32_t first = 0; ///< entries
    std::uint32_t count = 0;
  };
  std::vector<Row> rows;
  std::vector<Entry> entries; ///< of each row, by stem

  void build(const PreparedCorpus& prepared, DocumentIndex document);
};

class RewordingFinder {
public:
  /// @param refiners  shared by all finders: with them a pair of many passages takes all threads
  RewordingFinder(const PreparedCorpus& prepared, const AlignSettings& settings,
                  ScratchPool<SpanRefiner>* refiners)
      : prepared_(prepared), settings_(settings), refiner_(prepared, settings),
        refiners_(refiners) {}

  /// Replaces `found` by rectangles of words that reword each other. Sentences that lie in one of
  /// `exact` are explained already and seed nothing.
  void find(DocumentIndex a, DocumentIndex b, std::span<const WordSpan> exact,
            std::vector<WordSpan>& found);

  /// That two passages are a rewording (passage_fit.h).
  [[nodiscard]] PassageFit::Evidence evidence(std::span<const Word> a, std::span<const Word> b) {
    return refiner_.evidence(a, b);
  }

private:
  struct Seed {
    std::uint32_t a = 0; ///< sentences
    std::uint32_t b = 0;
    float cosine = 0;
  };
  void index_b();
  void find_seeds();
  void add_seed(std::uint32_t a, std::uint32_t b); ///< where whole sentences agree enough
  void drop_explained(std::span<const WordSpan> exact);
  void cluster(std::vector<WordSpan>& found);
  void refine(std::vector<WordSpan>& found); ///< by all threads where there are many

  const PreparedCorpus& prepared_;
  AlignSettings settings_;
  SpanRefiner refiner_;
  ScratchPool<SpanRefiner>* refiners_;
  DocumentIndex a_ = kNone;
  DocumentIndex b_ = kNone;
  SentenceRows a_rows_;
  SentenceRows b_rows_;
  StemCounts a_counts_;
  StemCounts b_counts_;
  struct Posting {
    std::uint32_t row = 0;
    float value = 0;
  };
  std::vector<Posting> postings_;    ///< stem by stem, each by row
  std::vector<std::uint32_t> ends_;  ///< of each stem's postings; kNone without any
  std::vector<std::uint32_t> sizes_; ///< of each stem, its postings
  std::vector<float> dots_;          ///< of one sentence of a with each of b
  std::vector<Seed> seeds_;
  std::vector<std::uint8_t> a_explained_; ///< of each sentence
  std::vector<std::uint8_t> b_explained_;
};

} // namespace refrain::reuse
