#pragma once
/// @file
/// A text that is put together from blocks, with its marks. Used by readers of formats that have
/// parts.

#include "refrain/text/document.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace refrain::detail {

/// Whether a character that begins so is an ideograph or kana, which no space sets apart.
inline bool is_unspaced(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte >= 0xE3 && byte <= 0xE9;
}

struct MarkedText {
  std::string text;
  std::vector<TextMark> marks;
  ElementList elements;

  /// Sets a block apart from what is there; text is then appended by the caller.
  /// @return what end_block() takes
  std::size_t begin_block() {
    const std::size_t begin = text.size();
    text += begin == 0 ? "" : "\n\n";
    return begin;
  }

  /// Takes white space off the end, and the separator too where the block has no text.
  void end_block(std::size_t begin) {
    std::size_t end = text.size();
    while (end > begin && static_cast<unsigned char>(text[end - 1]) <= ' ') {
      --end;
    }
    cut(end);
  }

  /// Takes off what is behind `size` bytes; no mark reaches beyond them.
  void cut(std::size_t size) {
    text.resize(size);
    const auto end = static_cast<std::uint32_t>(size);
    for (auto mark = marks.rbegin(); mark != marks.rend() && mark->bytes.end > end; ++mark) {
      mark->bytes.begin = std::min(mark->bytes.begin, end);
      mark->bytes.end = end;
    }
  }

  void append(std::string_view more, std::span<const TextMark> of, const ElementView& places) {
    if (more.empty()) {
      return;
    }
    begin_block();
    const auto offset = static_cast<std::uint32_t>(text.size());
    text += more;
    elements.add(offset, places.at(0)); // what came before ends here
    elements.append(places, offset);
    for (TextMark mark : of) {
      mark.bytes.begin += offset;
      mark.bytes.end += offset;
      marks.push_back(mark);
    }
  }

  /// Grows the mark before it where only white space lies between them.
  void mark_furniture(std::size_t begin, std::size_t end) {
    const ByteRange bytes{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    constexpr std::uint32_t kSeparator = 2;
    if (!marks.empty() && marks.back().kind == MarkKind::kFurniture &&
        marks.back().bytes.end + kSeparator >= bytes.begin) {
      marks.back().bytes.end = bytes.end;
    } else {
      marks.push_back({bytes, MarkKind::kFurniture, 0});
    }
  }

  /// A text without its furniture; other marks and elements move along.
  [[nodiscard]] static MarkedText without_furniture(std::string_view text,
                                                    std::span<const TextMark> marks,
                                                    const ElementView& elements = {});

  /// What becomes of the furniture as the user wants it. A text that is nearly nothing else is no
  /// such text: the rules did not fit it, and it loses the marks.
  /// @return bytes of furniture, marked or left out
  std::uint64_t settle_furniture(bool keep_furniture, bool main_text_only);
};

} // namespace refrain::detail
