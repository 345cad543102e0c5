#pragma once
/// @file
/// Document pairs worth aligning, found through rare seeds that they share. After templates.h.
///
///     Candidates c = find_candidates(prepared, first, control);
///
/// A seed is kSeedWords words in a row. Those that several documents may hold are packed into 64
/// bits (32 of hash, 32 of document), so that one sort brings the documents of a seed together. A
/// seed in more than kMostDocuments documents is counted and not used, which keeps the work linear
/// in the corpus.

#include "refrain/core/run_control.h"
#include "refrain/reuse/detail/prepared.h"

#include <cstdint>
#include <vector>

namespace refrain::reuse {

struct Candidate {
  DocumentIndex a = 0; ///< < b
  DocumentIndex b = 0;
  std::uint32_t shared = 0; ///< seeds of both
};

struct Candidates {
  std::vector<Candidate> pairs; ///< by (a, b)
  std::uint64_t capped_seeds = 0;
};

/// Unbroken words from which on text counts as reused however many documents hold it; less is a
/// masthead or a sign-off.
inline constexpr std::uint32_t kTemplateWords = 50;

/// Each document that holds a long template, paired with the first that does: by (a, b). What many
/// documents share would otherwise have no pair, or all of them.
[[nodiscard]] std::vector<Candidate> pair_templates(const PreparedCorpus& prepared,
                                                    const std::vector<DocumentIndex>& first,
                                                    const RunControl& control);

/// @param first  of each document, its first copy (find_copies); only those are paired
[[nodiscard]] Candidates find_candidates(const PreparedCorpus& prepared,
                                         const std::vector<DocumentIndex>& first,
                                         const RunControl& control);

} // namespace refrain::reuse
