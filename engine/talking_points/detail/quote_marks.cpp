#include "refrain/talking_points/detail/quote_marks.h"

#include "refrain/core/ascii.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace refrain::points {
namespace {

using namespace std::string_view_literals;

struct Marks {
  std::string_view open;
  std::string_view close;
};
// A mark that closes one kind and opens another, as “ does, closes first.
constexpr std::array kMarks{Marks{"\""sv, "\""sv}, Marks{"„"sv, "“"sv},   Marks{"„"sv, "”"sv},
                            Marks{"“"sv, "”"sv},   Marks{"("sv, ")"sv},   Marks{"["sv, "]"sv},
                            Marks{"«"sv, "»"sv},   Marks{"‹"sv, "›"sv},   Marks{"（"sv, "）"sv},
                            Marks{"「"sv, "」"sv}, Marks{"『"sv, "』"sv}, Marks{"《"sv, "》"sv},
                            Marks{"〈"sv, "〉"sv}, Marks{"【"sv, "】"sv}};
constexpr std::array kStops{"."sv,  ","sv,  "!"sv,  "?"sv,  ";"sv,  ":"sv, "…"sv,
                            "。"sv, "，"sv, "！"sv, "？"sv, "；"sv, "、"sv};
constexpr std::array kSpaces{" "sv, "\xC2\xA0"sv, "\xE2\x80\xAF"sv};
constexpr std::array kBeforeNumbers{"$"sv, "£"sv, "€"sv, "¥"sv, "￥"sv, "₹"sv, "₽"sv};
constexpr std::array kAfterNumbers{"%"sv, "‰"sv, "％"sv, "€"sv};

/// Of each byte, whether a mark begins with it: few bytes of a text do.
constexpr std::array<bool, 256> first_bytes() {
  std::array<bool, 256> first{};
  for (const Marks& marks : kMarks) {
    first[static_cast<unsigned char>(marks.open.front())] = true;
    first[static_cast<unsigned char>(marks.close.front())] = true;
  }
  return first;
}
constexpr std::array<bool, 256> kFirstBytes = first_bytes();

/// The bytes of the first of `marks` that `text` starts with, or 0.
std::size_t starts_with(std::string_view text, std::span<const std::string_view> marks) {
  const auto it = std::find_if(marks.begin(), marks.end(),
                               [&](std::string_view mark) { return text.starts_with(mark); });
  return it != marks.end() ? it->size() : 0;
}

std::size_t ends_with(std::string_view text, std::span<const std::string_view> marks) {
  const auto it = std::find_if(marks.begin(), marks.end(),
                               [&](std::string_view mark) { return text.ends_with(mark); });
  return it != marks.end() ? it->size() : 0;
}

bool in_word(std::string_view text, std::size_t at) {
  return ascii::is_letter_byte(text[at]) || ascii::is_digit(text[at]);
}

/// Whether a mark at `i` that some languages open quotes with and others close them does the first.
bool opens_here(std::string_view text, std::size_t i, std::string_view mark) {
  const bool behind = i + mark.size() < text.size() && in_word(text, i + mark.size());
  const bool before = i > 0 && in_word(text, i - 1);
  return mark == "\""sv ? behind && !before : behind || !before;
}

/// Marks of a range whose partners are not in it, innermost first.
struct Unpaired {
  std::vector<std::string_view> opened;
  std::vector<std::string_view> closed;
};

Unpaired unpaired_marks(std::string_view text, ByteRange range) {
  Unpaired result;
  std::vector<std::string_view>& opened = result.opened;
  for (std::size_t i = range.begin; i < range.end; ++i) {
    if (!kFirstBytes[static_cast<unsigned char>(text[i])]) {
      continue;
    }
    const std::string_view rest = text.substr(i, range.end - i);
    const auto closes = [&](const Marks& m) {
      return rest.starts_with(m.close) && !opened.empty() && opened.back() == m.open;
    };
    if (const auto pair = std::find_if(kMarks.begin(), kMarks.end(), closes);
        pair != kMarks.end()) {
      opened.pop_back();
      i += pair->close.size() - 1;
      continue;
    }
    for (const Marks& m : kMarks) {
      const bool either = m.open == "\""sv || m.open == "“"sv;
      if (rest.starts_with(m.open) && (!either || opens_here(text, i, m.open))) {
        opened.push_back(m.open);
        i += m.open.size() - 1;
        break;
      }
      if (rest.starts_with(m.close) && (m.close != "“"sv || !opens_here(text, i, m.close))) {
        // Where another is open, the two are no pairs of this text.
        if (opened.empty()) {
          result.closed.push_back(m.close);
        }
        i += m.close.size() - 1;
        break;
      }
    }
  }
  std::reverse(opened.begin(), opened.end());
  return result;
}

/// The end behind the partner of `open`, or `end` where it does not stand there.
std::size_t close_behind(std::string_view text, std::size_t end, std::string_view open) {
  std::size_t at = end;
  for (int stops = 0; stops < 3; ++stops) {
    at += starts_with(text.substr(at), kStops);
  }
  const std::size_t spaced = open == "«"sv ? at + starts_with(text.substr(at), kSpaces) : at;
  for (const Marks& m : kMarks) {
    if (m.open == open && text.substr(spaced).starts_with(m.close)) {
      return spaced + m.close.size();
    }
  }
  return end;
}

/// The begin before the partner of `close`, or `begin` where it does not stand there.
std::size_t open_before(std::string_view text, std::size_t begin, std::string_view close) {
  const std::string_view before = text.substr(0, begin);
  const std::size_t space = close == "»"sv ? ends_with(before, kSpaces) : 0;
  for (const Marks& m : kMarks) {
    if (m.close == close && before.substr(0, begin - space).ends_with(m.open)) {
      return begin - space - m.open.size();
    }
  }
  return begin;
}

} // namespace

ByteRange with_marks(std::string_view text, ByteRange range) {
  std::size_t begin = range.begin;
  std::size_t end = range.end;
  if (ascii::is_digit(text[begin])) {
    begin -= ends_with(text.substr(0, begin), kBeforeNumbers);
  }
  if (ascii::is_digit(text[end - 1])) {
    const std::size_t space = starts_with(text.substr(end), kSpaces);
    const std::size_t sign = starts_with(text.substr(end + space), kAfterNumbers);
    end += sign != 0 ? space + sign : 0;
  }
  const Unpaired unpaired = unpaired_marks(text, range);
  for (const std::string_view open : unpaired.opened) {
    const std::size_t behind = close_behind(text, end, open);
    if (behind == end) {
      break;
    }
    end = behind;
  }
  for (const std::string_view close : unpaired.closed) {
    const std::size_t before = open_before(text, begin, close);
    if (before == begin) {
      break;
    }
    begin = before;
  }
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

} // namespace refrain::points
