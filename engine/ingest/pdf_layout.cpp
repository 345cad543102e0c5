#include "refrain/ingest/detail/pdf_layout.h"

#include <algorithm>
#include <charconv>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

struct Box {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
};

double attribute(std::string_view tag, std::string_view name) {
  const std::size_t at = tag.find(name);
  double value = 0;
  if (at != std::string_view::npos && at + name.size() + 2 <= tag.size()) {
    const std::string_view digits = tag.substr(at + name.size() + 2); // behind ="
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
  }
  constexpr double kFarthest = 1e6; // of any page; what is beyond or no number is damage
  return value >= -kFarthest && value <= kFarthest ? value : 0;
}

Box box_of(std::string_view tag) {
  return {attribute(tag, "xMin"), attribute(tag, "yMin"), attribute(tag, "xMax"),
          attribute(tag, "yMax")};
}

void append_unescaped(std::string_view text, std::string& out) {
  struct Escape {
    std::string_view written;
    char meant;
  };
  static constexpr Escape kEscapes[] = {{"&amp;", '&'},  {"&lt;", '<'},    {"&gt;", '>'},
                                        {"&quot;", '"'}, {"&apos;", '\''}, {"&#39;", '\''}};
  while (!text.empty()) {
    const std::size_t at = std::min(text.find('&'), text.size());
    out += text.substr(0, at);
    text.remove_prefix(at);
    if (text.empty()) {
      return;
    }
    std::size_t used = 1;
    char meant = '&';
    for (const Escape& escape : kEscapes) {
      if (text.starts_with(escape.written)) {
        used = escape.written.size();
        meant = escape.meant;
      }
    }
    out += meant;
    text.remove_prefix(used);
  }
}

// Hebrew, Arabic and their kin: lead bytes D6 to DF, and E0 A0 to E0 A3.
std::size_t right_to_left_bytes(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
    if ((byte >= 0xD7 && byte <= 0xDF) || (byte == 0xD6 && next >= 0x90)) {
      count += 2;
    } else if (byte == 0xE0 && next >= 0xA0 && next <= 0xA3) {
      count += 3;
    }
  }
  return count;
}

} // namespace

PdfLayout read_pdf_layout(std::string_view xhtml) {
  constexpr double kLeastSpace = 0.1; // between words, in heights of letters
  PdfLayout layout;
  std::uint32_t block = 0;
  double word_end = 0;
  bool in_line = false;
  std::size_t bytes = 0;
  std::size_t right_to_left = 0;
  for (std::size_t at = xhtml.find('<'); at != std::string_view::npos; at = xhtml.find('<', at)) {
    const std::size_t end = xhtml.find('>', at);
    if (end == std::string_view::npos) {
      break;
    }
    const std::string_view tag = xhtml.substr(at + 1, end - at - 1);
    at = end + 1;
    if (tag.starts_with("page "sv)) {
      ++layout.pages;
    } else if (tag.starts_with("block "sv)) {
      ++block;
    } else if (tag.starts_with("line "sv)) {
      const Box box = box_of(tag);
      layout.lines.push_back(
          {std::max(layout.pages, 1U), block, box.left, box.top, box.right, box.bottom, {}});
      in_line = true;
    } else if (tag == "/line"sv && in_line) {
      in_line = false;
      bytes += layout.lines.back().text.size();
      right_to_left += right_to_left_bytes(layout.lines.back().text);
      if (layout.lines.back().text.empty()) {
        layout.lines.pop_back();
      }
    } else if (tag.starts_with("word "sv) && in_line) {
      PdfLine& line = layout.lines.back();
      const Box box = box_of(tag);
      // A change of letters cuts a word in two without a space.
      if (!line.text.empty() && box.left - word_end > kLeastSpace * (box.bottom - box.top)) {
        line.text += ' ';
      }
      word_end = box.right;
      const std::size_t close = std::min(xhtml.find('<', at), xhtml.size());
      append_unescaped(xhtml.substr(at, close - at), line.text);
      at = close;
    }
  }
  layout.right_to_left = right_to_left * 10 > bytes;
  return layout;
}

} // namespace refrain::detail
