#pragma once
/// @file
/// The file of --pairs: a pair of documents a line, each named by its id or by its file name.

#include "refrain/core/types.h"
#include "refrain/text/corpus.h"

#include <string>
#include <utility>
#include <vector>

namespace refrain::cli {

/// Names are apart by a tab, or else by white space. An id counts before a file name (the last part
/// of a path). Blank lines and lines that begin with # say nothing.
/// @throws UsageError  with file and line, for a name that no or more than one document has
[[nodiscard]] std::vector<std::pair<DocumentIndex, DocumentIndex>>
read_pairs(const std::string& path, const Corpus& corpus);

} // namespace refrain::cli
