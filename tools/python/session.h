#pragma once
/// @file
/// Python's Engine: documents as they come, a core of those that were searched, one call at a time.
///
/// Quirk: a call of another thread waits for its turn; a call out of the engine's own progress
/// function or a signal handler during a search throws instead.

#include "refrain/ingest/ingest.h"
#include "refrain/pipeline/engine.h"

#include "input.h"
#include "results.h"
#include "work.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace refrain::python {

class Session {
public:
  /// @throws InvalidArgument  as validate()
  Session(const EngineOptions& options, py::object progress);

  void add(const Fields& fields);
  /// All of them or, where one is refused, none. @return how many
  std::size_t add_documents(const py::object& items);
  /// @return how many documents were read
  std::size_t read(const std::vector<std::string>& inputs, const IngestOptions& options);

  [[nodiscard]] std::size_t size() const { return documents_; }
  [[nodiscard]] const std::vector<Skipped>& skipped() const { return skipped_; }
  [[nodiscard]] std::vector<LimitItem> limits();
  [[nodiscard]] const EngineOptions& options() const { return options_; }

  [[nodiscard]] Documents documents();
  [[nodiscard]] Duplicates duplicates();
  [[nodiscard]] Removals removals();
  [[nodiscard]] Spans reuse();
  /// @param pairs  of ids or numbers of documents
  [[nodiscard]] Spans reuse(const py::object& pairs);
  [[nodiscard]] TalkingPoints talking_points();
  [[nodiscard]] Matches match(const py::object& queries, const MatchOptions& options);
  /// @param a, b  ids or numbers
  [[nodiscard]] ComparisonItem compare(const py::object& a, const py::object& b);

private:
  class Turn;

  void settle();
  void search(const std::function<void(Engine&)>& body);
  [[nodiscard]] DocumentIndex index_of(const py::handle& document) const;

  EngineOptions options_;
  std::shared_ptr<Work> work_;
  std::timed_mutex busy_;
  std::atomic<std::thread::id> owner_;
  // What follows is of the call whose turn it is, but for what is only looked at with Python's
  // lock.
  Corpus pending_; // documents that are not in the core yet
  std::shared_ptr<Core> core_;
  std::size_t documents_ = 0;
  std::vector<Skipped> skipped_;
  std::uint64_t unread_dates_ = 0;
  std::uint64_t furniture_bytes_ = 0;
};

void bind_engine(py::module_& module);

} // namespace refrain::python
