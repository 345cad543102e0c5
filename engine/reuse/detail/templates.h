#pragma once
/// @file
/// What many documents say in the same words: mastheads, sign-offs, phrases of a trade. Found once
/// for a whole corpus, so that it neither brings documents together nor counts as evidence.
///
///     std::vector<DocumentIndex> first = find_copies(prepared, control);
///     std::uint64_t phrases = mark_templates(prepared, first, control);   // sets Word::common
///
/// A phrase is kPhraseWords words in a row; it is a template when more than kMostDocuments
/// documents, equal ones counted once, hold it. Quirk: phrases are told apart by 32 bits of hash,
/// so that (hash, document) sorts as one word; a collision makes a rare phrase common with a chance
/// of 1 in 4 billion for each common one, and costs evidence, never a false span.

#include "refrain/core/run_control.h"
#include "refrain/reuse/detail/prepared.h"

#include <cstdint>
#include <vector>

namespace refrain::reuse {

/// For each document the first one that has the same words in the same order; itself if none.
[[nodiscard]] std::vector<DocumentIndex> find_copies(const PreparedCorpus& prepared,
                                                     const RunControl& control);

/// Marks the words of template phrases in all documents; returns the number of such phrases.
/// O(tokens), but for the phrases that many documents hold: their places are sorted. A byte a token
/// for the time of the call, 256 MiB at most, and 8 for each place of such a phrase.
std::uint64_t mark_templates(PreparedCorpus& prepared, const std::vector<DocumentIndex>& first,
                             const RunControl& control);

} // namespace refrain::reuse
