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
/// result is the same for any number of threads and any order of adding.
///
/// Quirks: one Engine is for one thread at a time; it uses its own worker threads within a call.
/// Indexes in results are positions in corpus(), which sorts documents by id.

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
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace refrain {

struct EngineOptions {
  unsigned threads = 0; ///< 0: all processors
  PassageOptions passages;
  DuplicatesOptions duplicates;
  ReuseOptions reuse;
  TalkingPointsOptions talking_points;
  MatchOptions match;
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

  /// Copies the document.
  /// @throws InvalidArgument  when the text is too long or not valid UTF-8
  void add(const Document& document);
  /// Takes the documents over, without copying their texts.
  void add(Corpus&& corpus);

  /// The documents in canonical order.
  [[nodiscard]] const Corpus& corpus();
  [[nodiscard]] const PassageTable& passages();
  /// Tokens of each document. O(text).
  [[nodiscard]] std::span<const std::uint32_t> document_tokens();

  // All of these throw Cancelled when the caller's control says so.
  [[nodiscard]] const DuplicatesResult& duplicates();
  [[nodiscard]] const ReuseResult& reuse();
  /// Spans between the documents of these pairs only; not kept.
  [[nodiscard]] ReuseResult reuse(std::span<const std::pair<DocumentIndex, DocumentIndex>> pairs);
  [[nodiscard]] const TalkingPointsResult& talking_points();
  /// For each of the queries the most similar documents.
  /// @param queries  sorted
  [[nodiscard]] std::vector<Match> match(const Corpus& queries);
  /// Two documents side by side.
  [[nodiscard]] Comparison compare(DocumentIndex a, DocumentIndex b);
  [[nodiscard]] Report report();

  [[nodiscard]] const EngineOptions& options() const;
  [[nodiscard]] const RunReport& run_report() const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace refrain
