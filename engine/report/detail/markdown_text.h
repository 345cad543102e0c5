#pragma once
/// @file
/// Text of documents as one line of Markdown that shows what it says: no markup, links or HTML come
/// out of it. Used by the Markdown writer.

#include <string>
#include <string_view>

namespace refrain::detail {

/// Appends the text made one line (one_line() of terminal_text.h), with every character escaped
/// that CommonMark or GitHub's dialect could take for markup, also at the start of a line. O(n).
void append_markdown(std::string& out, std::string_view text);

} // namespace refrain::detail
