#include "refrain/reuse/detail/word_places.h"

#include "refrain/core/error.h"

#include <string>
#include <utility>

namespace refrain::reuse {

ByteRange WordPlaces::bytes(DocumentIndex document, std::uint32_t first, std::uint32_t end) {
  if (read_[0].document != document) {
    std::swap(read_[0], read_[1]);
  }
  Tokens& read = read_[0];
  if (read.document != document) {
    read.document = document;
    read.tokens.clear();
    tokenizer_.tokenize(corpus_.text(document), read.tokens);
  }
  if (end > read.tokens.size()) {
    throw Error("document " + std::string(corpus_.id(document)) +
                ": its text is not what it was when it was read first");
  }
  return {read.tokens[first].begin, read.tokens[end - 1].end};
}

} // namespace refrain::reuse
