#pragma once
/// @file
/// The language of every document, for what differs by language: the words for numbers, and which
/// documents can say a thing in other words.

#include "refrain/core/run_control.h"
#include "refrain/text/corpus.h"

#include <cstdint>
#include <string>
#include <vector>

namespace refrain::points {

struct DocumentLanguages {
  std::vector<std::string> tags; ///< primary subtags in lower case, ascending
  std::vector<std::uint32_t> of; ///< a document: which of the tags
};

/// What a document states, else a guess by its text, else the language of most documents; an empty
/// tag where no document has any. @throws Cancelled
[[nodiscard]] DocumentLanguages document_languages(const Corpus& corpus, const RunControl& control);

} // namespace refrain::points
