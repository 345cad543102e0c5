#pragma once
/// @file
/// The corpus as talking points see it: units (sentences, or what stands for them where punctuation
/// is lost), their tokens as numbers, and a weight for every stem. First step of talking_points/.
///
///     StatementText text = read_statements(corpus, passages, control);
///     for (std::uint32_t t = unit.begin; t < unit.end; ++t) text.weight(t);
///
/// Numbers of surfaces and stems go by the hash of the word, so they do not depend on scheduling.
/// Columns of tokens take 6.5 bytes a token and 8 where a place is listed (token_places.h); units
/// take 12 bytes each.

#include "refrain/core/plain_array.h"
#include "refrain/core/ranked_bits.h"
#include "refrain/core/run_control.h"
#include "refrain/core/types.h"
#include "refrain/talking_points/detail/token_marks.h"
#include "refrain/talking_points/detail/token_places.h"
#include "refrain/text/corpus.h"
#include "refrain/text/passages.h"

#include <cstdint>
#include <vector>

namespace refrain::points {

/// From so many units on, frequencies of words say enough to be strict with them.
inline constexpr std::size_t kManyUnits = 5000;

using TokenIndex = std::uint32_t;
using UnitIndex = std::uint32_t;
using Surface = std::uint32_t; ///< number of a folded word
using Stem = std::uint32_t;    ///< number of what words of one kin share

enum class NumberKind : std::uint8_t {
  kNone,
  kPlain,
  kTelling, ///< neither small nor a year: two texts that share it likely count the same things
};

struct Unit {
  DocumentIndex document = 0;
  TokenIndex begin = 0;
  TokenIndex end = 0;
};

struct StatementText {
  std::vector<Unit> units; ///< by document, then position
  // Each a token:
  PlainArray<Surface> surfaces;
  TokenPlaces places;             ///< bytes in the document
  PlainArray<std::uint8_t> marks; ///< TokenMark
  RankedBits unit_starts;         ///< set where a unit begins
  // Each a surface:
  std::vector<Stem> stems;
  std::vector<std::uint8_t> stop; ///< 1: a function word
  std::vector<NumberKind> number; ///< however written; in a language a number has one stem
  // Each a stem:
  std::vector<float> weights;             ///< idf over units; 0 for function words
  std::vector<std::uint32_t> frequencies; ///< units that hold the stem

  std::vector<TokenIndex> document_begin; ///< size documents + 1
  /// A number for whoever says it: the source where known, else the document. A transcript is
  /// a voice of its own here.
  std::vector<std::uint32_t> voices;
  /// In transcripts, the source of each unit; 0 in other documents, empty when all are others.
  std::vector<std::uint32_t> unit_sources;
  /// A number for the language of each document: stated, or guessed, or that of most.
  std::vector<std::uint32_t> languages;

  [[nodiscard]] Stem stem(TokenIndex t) const { return stems[surfaces[t]]; }
  [[nodiscard]] float weight(TokenIndex t) const { return weights[stems[surfaces[t]]]; }
  [[nodiscard]] TextRange range(DocumentIndex d, TokenIndex begin, TokenIndex end) const {
    return {d, {places[begin].begin, places[end - 1].end}};
  }
  /// Who says a unit.
  [[nodiscard]] std::uint32_t voice(UnitIndex u) const {
    return unit_sources.empty() || unit_sources[u] == 0 ? voices[units[u].document]
                                                        : unit_sources[u];
  }
  [[nodiscard]] UnitIndex unit_of(TokenIndex t) const { return unit_starts.ones_through(t) - 1; }
};

[[nodiscard]] StatementText read_statements(const Corpus& corpus, const PassageTable& passages,
                                            const RunControl& control);

} // namespace refrain::points
