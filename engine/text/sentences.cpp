#include "refrain/text/sentences.h"

#include "refrain/text/detail/sentence_end.h"
#include "refrain/text/detail/short_words.h"
#include "refrain/text/detail/space.h"

namespace refrain {

void SentenceSplitter::split(std::string_view text, std::uint32_t offset,
                             std::vector<ByteRange>& sentences) const {
  sentences.clear();
  std::size_t begin = detail::skip_space(text, 0);
  while (begin < text.size()) {
    const std::size_t end = detail::sentence_end(text, begin);
    const std::size_t last = detail::trim_space(text, begin, end);
    if (last > begin) {
      sentences.push_back(
          {static_cast<std::uint32_t>(begin) + offset, static_cast<std::uint32_t>(last) + offset});
    }
    begin = detail::skip_space(text, end);
  }
}

bool is_abbreviation(std::string_view text, std::size_t begin, std::size_t stop, std::size_t next) {
  return detail::abbreviates(text, begin, stop, next);
}

bool follows_ordinal(std::string_view word) {
  return detail::follows_ordinal(word);
}

} // namespace refrain
