#include "core.h"

#include "refrain/core/parallel.h"

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
  // The first document whose id is at least, or above, the one looked for.
  const auto bound = [&](bool above) {
    DocumentIndex first = 0;
    auto last = static_cast<DocumentIndex>(corpus_->size());
    while (first < last) {
      const DocumentIndex middle = first + (last - first) / 2;
      const int order = corpus_->id(middle).compare(id);
      if (order < 0 || (above && order == 0)) {
        first = middle + 1;
      } else {
        last = middle;
      }
    }
    return first;
  };
  return {bound(false), bound(true)};
}

} // namespace refrain::python
