#pragma once
/// @file
/// The front door of the library: documents in, everything that is found about them out.
///
///     refrain::Engine engine;
///     engine.add({.id = "a", .text = "..."});
///     engine.add({.id = "b", .text = "..."});
///     for (const refrain::ReuseSpan& span : engine.reuse().spans)
///       std::cout << engine.corpus().text(span.a);
///
/// A stage runs when its result is asked for, once; adding documents drops the results. Every
/// result is the same for any number of threads and any order of adding. Costs are those of the
/// stages, which their headers say; documents may share an id, and are then told apart by index.
///
/// Quirks: one Engine is for one thread at a time; it uses its own worker threads within a call.
/// Engines of several threads may work at once, but a limit on threads holds for the whole process
/// while a call lasts: the lowest wins, also over the caller's own work with oneTBB. Indexes in
/// results are positions in corpus(), which sorts documents by id. What was moved from can only be
/// destroyed or assigned to.

#include "refrain/core/run_control.h"
#include "refrain/pipeline/compare.h"
#include "refrain/pipeline/duplicates.h"
#include "refrain/pipeline/run_report.h"
#include "refrain/reuse/reuse.h"
#include "refrain/talking_points/talking_points.h"
#include "refrain/text/corpus.h"
#include "refrain/text/document.h"
#include "refrain/text/passages.h"
#include "refrain/tfidf/match.h"

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace refrain {

struct EngineOptions {
  unsigned threads = 0; ///< up to 1024; 0: all processors
  PassageOptions passages = {};
  DuplicatesOptions duplicates = {};
  ReuseOptions reuse = {};
  TalkingPointsOptions talking_points = {};
  MatchOptions match = {};
};

/// @throws InvalidArgument  that names the option, what is expected and what was found
void validate(const EngineOptions& options);

/// Everything at once; references into the Engine, valid until documents are added.
struct Report {
  const Corpus& corpus;
  const PassageTable& passages;
  std::span<const std::uint32_t> tokens; ///< of each document
  const DuplicatesResult& duplicates;
  const ReuseResult& reuse;
  const TalkingPointsResult& talking_points;
  const RunReport& run;
};

class Engine {
public:
  /// @throws InvalidArgument  as validate()
  explicit Engine(EngineOptions options = {}, RunControl control = {});
  ~Engine();
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;

  // Adding ends the life of all references and indexes that this Engine gave out.
  /// Copies the document.
  /// @throws InvalidArgument  when the text is too long or not valid UTF-8
  void add(const Document& document);
  /// Takes the documents over, without copying their texts: for batches. Their texts are not
  /// checked; bytes that are no UTF-8 count as U+FFFD.
  void add(Corpus&& corpus);

  /// The documents in canonical order. O(n log n) after adding.
  [[nodiscard]] const Corpus& corpus();
  /// The unit of duplicates(), whose pairs and clusters hold indexes into it.
  [[nodiscard]] const PassageTable& passages();
  /// Tokens of each document. O(text).
  [[nodiscard]] std::span<const std::uint32_t> document_tokens();

  // All of these throw Cancelled soon after the caller's control says so. Then, and when
  // on_progress threw, they may be called again and begin anew.
  [[nodiscard]] const DuplicatesResult& duplicates();
  [[nodiscard]] const ReuseResult& reuse();
  /// Spans between the documents of these pairs only; not kept.
  /// @throws InvalidArgument  when an index is out of range or both are one
  [[nodiscard]] ReuseResult reuse(std::span<const std::pair<DocumentIndex, DocumentIndex>> pairs);
  [[nodiscard]] const TalkingPointsResult& talking_points();
  /// For each of the queries the most similar documents; not kept.
  /// @param queries  sorted (Corpus::sort); indexes of matches are positions in it
  [[nodiscard]] std::vector<Match> match(const Corpus& queries);
  /// Two documents side by side; not kept.
  /// @throws InvalidArgument  when an index is out of range or both are one
  [[nodiscard]] Comparison compare(DocumentIndex a, DocumentIndex b);
  [[nodiscard]] Report report();

  [[nodiscard]] const EngineOptions& options() const;
  [[nodiscard]] const RunReport& run_report() const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace refrain
