#pragma once
/// @file
/// The result of reuse detection: two ranges, in different documents, that align token by token.

#include "refrain/core/types.h"

namespace refrain {

/// A maximal pair of ranges of at least ReuseOptions::min_chars on each side; a.document <
/// b.document, or as listed where pairs were given.
struct ReuseSpan {
  TextRange a;
  TextRange b;
  Form form = Form::kVerbatim;
  double similarity = 0; ///< alignment ratio: 2 * matched tokens / tokens of both sides
};

} // namespace refrain
