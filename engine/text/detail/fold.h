#pragma once
/// @file
/// Folding of one token by the cached table, with ICU for tokens whose characters interact.
///
///     std::string folded;
///     fold_token("DON’T", folded);    // don't

#include <string>
#include <string_view>

namespace refrain::detail {

/// Replaces `folded` by the folded form of `token`; see tokenizer.h. Reuses its memory.
void fold_token(std::string_view token, std::string& folded);

} // namespace refrain::detail
