#pragma once
/// @file
/// The file of --pairs: a pair of documents a line, each named by its id or by its file name.

#include "refrain/core/types.h"
#include "refrain/ingest/skipped.h"
#include "refrain/text/corpus.h"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace refrain::cli {

struct PairList {
  std::vector<std::pair<DocumentIndex, DocumentIndex>> pairs; ///< as listed
  std::uint64_t skipped = 0; ///< pairs with a document that could not be read
  std::string first_skipped; ///< file, line and name of the first of them
};

/// Names are apart by a tab, or else by white space. An id counts before a file name (the last part
/// of a path). Blank lines and lines that begin with # say nothing.
/// @param skipped  what could not be read: a pair that names one of these is counted and left out
/// @throws UsageError  with file and line, for a name that no or more than one document has
[[nodiscard]] PairList read_pairs(const std::string& path, const Corpus& corpus,
                                  std::span<const Skipped> skipped);

} // namespace refrain::cli
