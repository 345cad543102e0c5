#pragma once
/// @file
/// The byte ranges of tokens, document after document, in a byte or little more a token. For
/// statement_text.h.
///
///     TokenPlaces places;  places.push_back({4, 9});
///     const ByteRange range = places[0];
///
/// Tokens are short and stand close to each other: a byte holds the gap to the token before (up to
/// 3) and the length (up to 63). All others, the first of a document among them, cost 8 bytes more.
/// Any ranges may come in any order. Every 64 tokens a note says where they are, so that a range is
/// found by walking over 63 bytes at most: for quotes, not for every token.

#include "refrain/core/plain_array.h"
#include "refrain/core/types.h"

#include <cstddef>
#include <cstdint>

namespace refrain::points {

class TokenPlaces {
public:
  void push_back(ByteRange range);

  [[nodiscard]] std::size_t size() const { return codes_.size(); }
  [[nodiscard]] ByteRange operator[](std::size_t t) const;

private:
  struct Note {
    std::uint32_t end;    ///< of the token before
    std::uint32_t listed; ///< how many are listed before
  };

  PlainArray<std::uint8_t> codes_; ///< gap in the upper two bits, length below; 0: listed
  PlainArray<ByteRange> listed_;
  PlainArray<Note> notes_;
  std::uint32_t end_ = 0; ///< of the last token
};

} // namespace refrain::points
