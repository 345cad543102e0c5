#include "core.h"

#include "refrain/core/parallel.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace refrain::python {

Core::Core(const EngineOptions& options, std::shared_ptr<Work> work, Corpus&& documents)
    : work_(std::move(work)), engine_(options, work_->control()) {
  add(std::move(documents));
}

void Core::add(Corpus&& documents) {
  chars_.reset();
  engine_.add(std::move(documents));
  corpus_ = &engine_.corpus();
}

Corpus Core::copy_documents() const {
  Corpus copy;
  for (DocumentIndex d = 0; d < corpus_->size(); ++d) {
    copy.add(corpus_->document(d));
  }
  return copy;
}

std::uint32_t Core::char_at(DocumentIndex document, std::uint32_t byte) const {
  if (!chars_) {
    const ThreadLimit limit(engine_.options().threads);
    chars_ = std::make_unique<const CharOffsets>(*corpus_);
  }
  return chars_->at(document, byte);
}

Core::Found Core::find(std::string_view id) const {
  const auto all = std::views::iota(DocumentIndex{0}, static_cast<DocumentIndex>(corpus_->size()));
  const auto id_of = [this](DocumentIndex d) { return corpus_->id(d); };
  const auto found = std::ranges::equal_range(all, id, {}, id_of);
  return {static_cast<DocumentIndex>(found.begin() - all.begin()),
          static_cast<DocumentIndex>(found.end() - all.begin())};
}

} // namespace refrain::python
