// Any bytes decode to valid UTF-8, whose passages and sentences are ordered ranges that cover every
// character that is no space and cut none.

#include "refrain/text/count_chars.h"
#include "refrain/text/decode.h"
#include "refrain/text/metadata.h"
#include "refrain/text/passages.h"
#include "refrain/text/sentences.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

void require(bool holds, const char* what) {
  if (!holds) {
    std::fprintf(stderr, "%s\n", what);
    std::abort();
  }
}

bool at_boundary(std::string_view text, std::size_t i) {
  return i == text.size() || (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
}

void check(std::string_view text, const std::vector<refrain::ByteRange>& ranges) {
  std::size_t last = 0;
  const auto only_space = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const auto c = static_cast<unsigned char>(text[i]);
      // White space of more bytes: U+00A0, U+3000, U+FEFF.
      if (c > ' ' && c != 0xC2 && c != 0xA0 && c != 0xE3 && c != 0x80 && c != 0xEF && c != 0xBB &&
          c != 0xBF) {
        return false;
      }
    }
    return true;
  };
  for (const refrain::ByteRange& r : ranges) {
    require(r.begin < r.end && r.begin >= last && r.end <= text.size(), "ranges out of order");
    require(at_boundary(text, r.begin) && at_boundary(text, r.end), "a range cuts a character");
    require(only_space(last, r.begin), "text is lost between ranges");
    last = r.end;
  }
  require(only_space(last, text.size()), "text is lost at the end");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string storage;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string_view text = refrain::decode(bytes, storage).text;
  require(refrain::is_valid_utf8(text), "decoded text is not UTF-8");
  std::vector<refrain::ByteRange> ranges;
  for (const std::uint32_t words : {1U, 7U, 400U}) {
    refrain::PassageOptions options;
    options.max_words = words;
    refrain::split_passages(text, options, ranges);
    check(text, ranges);
  }
  refrain::SentenceSplitter().split(text, 0, ranges);
  check(text, ranges);
  require(refrain::count_chars(text) <= text.size(), "too many characters");
  const refrain::GuessedMetadata guess = refrain::guess_metadata(text, "a.txt");
  require(refrain::is_valid_utf8(guess.title), "title is not UTF-8");
  require(refrain::is_valid_utf8(guess.source), "source is not UTF-8");
  return 0;
}
