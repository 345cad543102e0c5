#pragma once
/// @file
/// Two documents side by side: what they share, and where the shared spans differ word by word.
/// After reuse/.
///
///     Comparison c = compare_documents(corpus, a, b, options, 3, control);
///     for (const ComparedSpan& s : c.spans) ... s.span, s.differences

#include "refrain/core/run_control.h"
#include "refrain/core/types.h"
#include "refrain/reuse/reuse.h"
#include "refrain/text/corpus.h"

#include <cstdint>
#include <vector>

namespace refrain {

/// A stretch of tokens on one or both sides that has no equal on the other; one side may be empty,
/// and then says where the other side's text is missing.
struct Difference {
  ByteRange a;
  ByteRange b;
};

struct ComparedSpan {
  ReuseSpan span;
  std::vector<Difference> differences; ///< ordered by a
};

struct Comparison {
  DocumentIndex a = 0;
  DocumentIndex b = 0;
  std::uint64_t shingles_a = 0; ///< distinct
  std::uint64_t shingles_b = 0;
  std::uint64_t shingles_shared = 0;
  double jaccard = 0;     ///< of the shingle sets of the whole documents
  double containment = 0; ///< shared shingles / shingles of the smaller document
  double reused_a = 0;    ///< share of a's tokens that lie in a span
  double reused_b = 0;
  /// Ordered by place in a. Where no span carries the evidence that reuse/ asks for, and both texts
  /// are of 100 tokens at most and alike, the one span in which they are, of any length.
  std::vector<ComparedSpan> spans;
};

/// @throws InvalidArgument  when an index is out of range, both are one, or shingle_tokens is 0
[[nodiscard]] Comparison compare_documents(const Corpus& corpus, DocumentIndex a, DocumentIndex b,
                                           const ReuseOptions& options,
                                           std::uint32_t shingle_tokens, const RunControl& control);

} // namespace refrain
