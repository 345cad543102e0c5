#pragma once
/// @file
/// Documents that no longer change, with what was found in them: what every result refers to.
///
/// Quirk: an Engine adds documents to its core only while nothing else refers to it; else it makes
/// another one. So a result stays valid for as long as Python holds it.

#include "refrain/pipeline/engine.h"
#include "refrain/report/char_offsets.h"
#include "refrain/text/corpus.h"

#include "work.h"

#include <cstdint>
#include <memory>
#include <string_view>

namespace refrain::python {

class Core {
public:
  Core(const EngineOptions& options, std::shared_ptr<Work> work, Corpus&& documents);

  /// Only while this core has one owner.
  void add(Corpus&& documents);
  /// All documents of it once more. O(text).
  [[nodiscard]] Corpus copy_documents() const;

  [[nodiscard]] const Corpus& corpus() const { return *corpus_; }
  /// For searches; by one thread at a time.
  [[nodiscard]] Engine& engine() { return engine_; }

  /// Code points before a byte of a document. The first call costs O(bytes of long documents).
  /// With Python's lock, which guards the table.
  [[nodiscard]] std::uint32_t char_at(DocumentIndex document, std::uint32_t byte) const;

  /// The documents with an id: [first, last).
  struct Found {
    DocumentIndex first = 0;
    DocumentIndex last = 0;
  };
  [[nodiscard]] Found find(std::string_view id) const;

private:
  std::shared_ptr<Work> work_; // the engine refers to it
  Engine engine_;
  const Corpus* corpus_ = nullptr;
  mutable std::unique_ptr<const CharOffsets> chars_;
};

/// What results hold.
using CorePtr = std::shared_ptr<const Core>;

} // namespace refrain::python
