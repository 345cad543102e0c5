#pragma once
/// @file
/// Talking points: statements that several documents and sources make, word for word or reworded.
/// The last stage of analysis; it uses none of the others' results.
///
///     TalkingPointsResult r = find_talking_points(corpus, passages, {}, control);
///
/// A letter that nearly all documents copy, each with small changes, makes its points as well.

#include "refrain/core/run_control.h"
#include "refrain/core/types.h"
#include "refrain/text/corpus.h"
#include "refrain/text/passages.h"

#include <cstdint>
#include <string>
#include <vector>

namespace refrain {

struct TalkingPointsOptions {
  std::uint32_t min_documents = 0; ///< 1 counts as 2; 0: two, three from a hundred documents on
  std::uint32_t max_points = 1000; ///< the best are kept, at most 1,000,000; the rest is counted
  bool keep_boilerplate = true;    ///< ranked behind everything else
};

enum class PointKind : std::uint8_t {
  kPhrase,    ///< a shared phrase shorter than a statement
  kStatement, ///< a clause or sentence
  kStumpLine, ///< made by one source only
};

struct Occurrence {
  TextRange range;
  Form form = Form::kVerbatim; ///< against the label; kHeavy is written "reworded"
};

struct TalkingPoint {
  double score = 0;
  std::string label; ///< a real sentence or phrase of the documents: the most central one
  PointKind kind = PointKind::kStatement;
  bool boilerplate = false;
  std::uint32_t documents = 0;
  std::uint32_t sources = 0; ///< distinct known sources; 0 where none is known
  /// Earliest date of a verbatim or light occurrence where two documents have one, else of any;
  /// empty where none is known.
  std::string first_seen;
  std::vector<std::string> keywords;
  std::vector<Occurrence> occurrences; ///< ordered by document, then position
};

struct TalkingPointsResult {
  std::vector<TalkingPoint> points; ///< by rank: points, then stump lines, then boilerplate
  std::uint64_t left_out = 0;       ///< points below the best max_points
};

/// Fewer than two documents have none.
/// @param corpus    sorted
/// @param passages  of it
/// @throws InvalidArgument, Cancelled
/// Near linear in the tokens; up to 5,000 sentences all pairs of those that share words.
/// About 15 bytes a token of memory, and up to 150 MB a thread.
[[nodiscard]] TalkingPointsResult find_talking_points(const Corpus& corpus,
                                                      const PassageTable& passages,
                                                      const TalkingPointsOptions& options,
                                                      const RunControl& control);

} // namespace refrain
