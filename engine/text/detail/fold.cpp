#include "refrain/text/detail/fold.h"

#include "refrain/text/detail/code_points.h"
#include "refrain/text/detail/icu_words.h"

namespace refrain::detail {

void fold_token(std::string_view token, std::string& folded) {
  // A code point of one byte gives one byte; one of two or more gives at most four.
  folded.resize(2 * token.size() + 4);
  auto* const out = reinterpret_cast<std::uint8_t*>(folded.data());
  std::size_t n = 0;
  bool after_mark = false;
  const auto* p = reinterpret_cast<const std::uint8_t*>(token.data());
  for (std::size_t i = 0; i < token.size();) {
    const Decoded d = decode_utf8(p + i, token.size() - i);
    const std::uint32_t info = code_point_info(d.code_point);
    i += d.size;
    switch (fold_kind_of(info)) {
    case FoldKind::kSame:
    case FoldKind::kInPlace:
    case FoldKind::kOther:
      n += encode_utf8(folded_of(info), out + n);
      after_mark = false;
      break;
    case FoldKind::kAscii:
      for (std::uint32_t letters = folded_of(info); letters != 0; letters >>= 7) {
        out[n++] = letters & 0x7F;
      }
      after_mark = false;
      break;
    case FoldKind::kRemoved:
      break;
    case FoldKind::kMark:
      if (after_mark) { // their order may have to change
        fold_with_icu(token, folded);
        return;
      }
      n += encode_utf8(folded_of(info), out + n);
      after_mark = true;
      break;
    case FoldKind::kIcu:
      fold_with_icu(token, folded);
      return;
    }
  }
  folded.resize(n);
}

} // namespace refrain::detail
