#pragma once
/// @file
/// Sentences of a passage by UAX #29 (ICU), mended for abbreviations, initials and decimal points.
///
///     for (ByteRange s : sentence_splitter.split(passage_text, offset)) ...
///
/// Quirk: text whose punctuation is lost is one long sentence here; talking_points/ cuts it
/// further.

#include "refrain/core/types.h"

#include <memory>
#include <string_view>
#include <vector>

namespace refrain {

/// One a thread: it keeps ICU's iterator.
class SentenceSplitter {
public:
  SentenceSplitter();
  ~SentenceSplitter();
  SentenceSplitter(SentenceSplitter&&) noexcept;
  SentenceSplitter& operator=(SentenceSplitter&&) noexcept;

  /// Replaces `sentences` by the sentences of `text`, without the white space around them.
  /// @param offset  added to every range, so that ranges can be those of the document
  void split(std::string_view text, std::uint32_t offset, std::vector<ByteRange>& sentences);

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace refrain
