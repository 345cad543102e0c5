#pragma once
/// @file
/// Sentences of a passage. Between passages and talking points.
///
///     SentenceSplitter splitter;
///     splitter.split(corpus.text(range), range.bytes.begin, sentences);
///
/// A sentence ends at . ! ? and their kin in other scripts (。 ؟ । ۔ ։), with the quotes and
/// brackets that close there; at a blank line; before a list item on a line of its own; in Thai, at
/// a space between longer phrases. It does not end behind an abbreviation (Mr., No. 7, Inc.), an
/// initial (U.S., J. Smith), the number of a list item, a decimal point, before a small letter, or
/// at the line feed of a hard-wrapped line. Where an abbreviation may end a sentence too (in the
/// U.S. The next ...), a word that often opens one decides.
///
/// Quirk: text whose punctuation is lost is one long sentence here; talking_points/ cuts it
/// further.

#include "refrain/core/types.h"

#include <string_view>
#include <vector>

namespace refrain {

class SentenceSplitter {
public:
  /// Replaces `sentences` by the sentences of `text`, without the white space around them.
  /// O(n), thread-safe.
  /// @param offset  added to every range, so that ranges can be those of the document
  void split(std::string_view text, std::uint32_t offset, std::vector<ByteRange>& sentences) const;
};

} // namespace refrain
