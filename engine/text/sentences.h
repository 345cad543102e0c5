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

#include <cstddef>
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

/// Whether the full stop at `stop` belongs to what stands before it: an abbreviation, an initial,
/// the number of a list item.
/// @param begin  where the sentence starts
/// @param next   behind the stop and the white space that follows it
[[nodiscard]] bool is_abbreviation(std::string_view text, std::size_t begin, std::size_t stop,
                                   std::size_t next);

/// Whether a German ordinal number goes on with this word: 3. März.
[[nodiscard]] bool follows_ordinal(std::string_view word);

} // namespace refrain
