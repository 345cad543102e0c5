#include "refrain/ingest/detail/marked_text.h"

#include <algorithm>

namespace refrain::detail {
namespace {

// A stretch of the old text that is in the new one.
struct Kept {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t at = 0; // its place in the new text
};

std::uint32_t moved(std::uint32_t place, const std::vector<Kept>& kept) {
  const auto behind =
      std::upper_bound(kept.begin(), kept.end(), place,
                       [](std::uint32_t at, const Kept& k) { return at < k.begin; });
  if (behind == kept.begin()) {
    return 0;
  }
  const Kept& k = *(behind - 1);
  return static_cast<std::uint32_t>(k.at + std::min<std::size_t>(place, k.end) - k.begin);
}

} // namespace

MarkedText MarkedText::without_furniture(std::string_view text, std::span<const TextMark> marks,
                                         const ElementView& elements) {
  MarkedText result;
  std::vector<Kept> kept;
  std::size_t at = 0;
  const auto keep = [&](std::size_t end) {
    const std::string_view part = text.substr(at, end - at);
    const std::size_t blank = part.find_first_not_of(" \n\t\r");
    if (blank == std::string_view::npos) {
      return;
    }
    const std::size_t begin = result.begin_block();
    kept.push_back({at + blank, end, result.text.size()});
    result.text += part.substr(blank);
    result.end_block(begin);
    kept.back().end = kept.back().begin + result.text.size() - kept.back().at;
  };
  for (const TextMark& mark : marks) {
    if (mark.kind == MarkKind::kFurniture) {
      keep(mark.bytes.begin);
      at = std::max<std::size_t>(at, mark.bytes.end);
    }
  }
  keep(text.size());
  const auto size = static_cast<std::uint32_t>(result.text.size());
  for (TextMark mark : marks) {
    if (mark.kind != MarkKind::kFurniture) {
      mark.bytes = {std::min(moved(mark.bytes.begin, kept), size),
                    std::min(moved(mark.bytes.end, kept), size)};
      result.marks.push_back(mark);
    }
  }
  for (const ElementMark& mark : elements.marks) {
    result.elements.add(std::min(moved(mark.begin, kept), size), elements.name(mark.name));
  }
  return result;
}

std::uint64_t MarkedText::settle_furniture(bool keep_furniture, bool main_text_only) {
  std::uint64_t furniture = 0;
  for (const TextMark& mark : marks) {
    furniture += mark.kind == MarkKind::kFurniture ? mark.bytes.size() : 0;
  }
  if (keep_furniture || (text.size() - furniture) * 10 < text.size()) {
    std::erase_if(marks, [](const TextMark& m) { return m.kind == MarkKind::kFurniture; });
    return 0;
  }
  if (main_text_only && furniture > 0) {
    *this = without_furniture(text, marks, elements);
  }
  return furniture;
}

} // namespace refrain::detail
