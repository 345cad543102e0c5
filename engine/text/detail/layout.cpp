#include "refrain/text/detail/layout.h"

#include "refrain/text/detail/sentence_end.h"
#include "refrain/text/detail/space.h"

#include <algorithm>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

// Longer lines are whole paragraphs: nobody wraps text that wide.
constexpr std::uint32_t kWidestWrap = 120;
constexpr std::uint32_t kTabColumns = 4;
// Text is wrapped at word ends, and not always as late as it could be.
constexpr std::uint32_t kSlackPercent = 90;

std::uint32_t columns_of(std::string_view text) {
  std::uint32_t columns = 0;
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    columns += (u & 0xC0U) != 0x80U ? 1U : 0U;
    // U+3000 and up in the first plane are wide: kana, ideographs, hangul, full-width forms.
    columns += u >= 0xE3 && u <= 0xEF ? 1U : 0U;
  }
  return columns;
}

// Columns up to the first place where the line could have been broken.
std::uint32_t first_word_columns(std::string_view line) {
  if (!line.empty() && static_cast<unsigned char>(line.front()) >= 0xE3 &&
      static_cast<unsigned char>(line.front()) <= 0xE9) {
    return 2;
  }
  const auto* end = std::find_if(line.begin(), line.end(), is_ascii_space);
  return columns_of(line.substr(0, static_cast<std::size_t>(end - line.begin())));
}

UChar32 first_char(std::string_view s) {
  std::int32_t i = 0;
  UChar32 c = 0;
  const auto size = static_cast<std::int32_t>(std::min<std::size_t>(s.size(), 4));
  U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(s.data()), i, size, c);
  return c;
}

bool ends_sentence(std::string_view line) {
  const LineEnd end = line_end(line);
  return end == LineEnd::kStop || end == LineEnd::kColon;
}

bool starts_item(std::string_view line) {
  return line.front() == '#' || line.front() == '|' || line.front() == '>' ||
         list_marker(line) != 0;
}

bool is_full(const Line& line, const Line& next, std::uint32_t columns) {
  return (line.width + 1 + next.first_word) * 100 > columns * kSlackPercent;
}

} // namespace

void find_lines(std::string_view text, char separator, std::vector<Line>& lines) {
  lines.clear();
  bool blank = true;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = std::min(text.find(separator, i), text.size());
    std::size_t b = i;
    std::uint32_t indent = 0;
    for (b = i; b < end; ++b) {
      if (text[b] == ' ') {
        ++indent;
      } else if (text[b] == '\t') {
        indent += kTabColumns;
      } else if (text.substr(b, 3) == "\u3000"sv) {
        indent += 2;
        b += 2;
      } else {
        break;
      }
    }
    b = skip_space(text.substr(0, end), b);
    const std::size_t e = trim_space(text, b, end);
    if (e > b) {
      const std::string_view content = text.substr(b, e - b);
      Line line;
      line.bytes = {static_cast<std::uint32_t>(b), static_cast<std::uint32_t>(e)};
      line.after_blank = blank;
      line.indent = indent;
      // The width of a line that is surely a whole paragraph is not looked at.
      line.width = content.size() > std::size_t{3} * kWidestWrap ? kWidestWrap + 1
                                                                 : indent + columns_of(content);
      if (line.width <= kWidestWrap) {
        line.first_word = first_word_columns(content);
        line.ends_sentence = ends_sentence(content);
        line.starts_small = u_islower(first_char(content)) != 0;
        line.starts_item = starts_item(content);
      }
      lines.push_back(line);
    }
    blank = e <= b;
    i = end + 1;
  }
}

Layout layout_of(const std::vector<Line>& lines) {
  constexpr std::uint32_t kNarrowestWrap = 30;
  // The fill width: the widest of the lines that another line follows directly, without the one in
  // fifty that an unbreakable word made wider.
  std::vector<std::uint32_t> widths;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i].width <= kWidestWrap && lines[i + 1].width <= kWidestWrap &&
        !lines[i + 1].after_blank) {
      widths.push_back(lines[i].width);
    }
  }
  if (widths.size() < 2) {
    return {};
  }
  const std::size_t rank = widths.size() - 1 - widths.size() / 50;
  std::nth_element(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(rank),
                   widths.end());
  const std::uint32_t columns = widths[rank];
  if (columns < kNarrowestWrap) {
    return {};
  }
  // Wrapped text fills most of its lines and breaks most of them inside a sentence.
  std::size_t pairs = 0;
  std::size_t full = 0;
  std::size_t open = 0;
  std::size_t small = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const Line& line = lines[i];
    const Line& next = lines[i + 1];
    if (line.width > kWidestWrap || next.width > kWidestWrap || next.after_blank ||
        next.starts_item) {
      continue;
    }
    ++pairs;
    if (is_full(line, next, columns)) {
      ++full;
      open += line.ends_sentence ? 0U : 1U;
    }
    small += next.starts_small && !line.ends_sentence ? 1U : 0U;
  }
  const bool filled = full >= 2 && full * 2 >= pairs && open * 2 >= full;
  const bool flowing = small >= 2 && small * 2 >= pairs;
  return filled || flowing ? Layout{LineBreaks::kWrapped, columns} : Layout{};
}

bool continues(const Line& line, const Line& next, const Layout& layout) {
  if (layout.breaks == LineBreaks::kParagraphs || next.after_blank || next.width > kWidestWrap ||
      line.width > kWidestWrap) {
    return false;
  }
  const bool full = is_full(line, next, layout.columns);
  if (next.starts_item && (!full || line.ends_sentence || line.starts_item)) {
    return false;
  }
  if (next.indent > line.indent + 1 && !line.starts_item) {
    return false; // the first line of a paragraph is set in
  }
  return full || (next.starts_small && !line.ends_sentence);
}

} // namespace refrain::detail
