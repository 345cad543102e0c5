#pragma once
/// @file
/// Which documents a corpus can do without: those that say nothing but what kept documents say.
/// After cluster/.
///
///     for (const Removal& r : find_removals(corpus, passages, duplicates)) ...
///
/// A document is removed when every one of its passages with tokens is a member of a cluster, that
/// is a near-duplicate of the cluster's representative. A representative is never a member, so the
/// documents of representatives are kept: what is removed has a kept near-duplicate, passage by
/// passage, and removing depends on no order. For records of one passage this is the cluster rule.
/// A document without tokens is nobody's duplicate.

#include "refrain/pipeline/duplicates.h"
#include "refrain/text/corpus.h"
#include "refrain/text/passages.h"

#include <vector>

namespace refrain {

struct Removal {
  DocumentIndex document = 0;
  DocumentIndex kept = 0; ///< holds the representatives of most of its bytes; then the first
  double jaccard = 0;     ///< the smallest over its passages
};

/// @param duplicates  of these passages
/// @return            ordered by document
/// O(passages + members of clusters).
[[nodiscard]] std::vector<Removal> find_removals(const Corpus& corpus, const PassageTable& passages,
                                                 const DuplicatesResult& duplicates);

} // namespace refrain
