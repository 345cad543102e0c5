#include "refrain/report/terminal_text.h"

#include "refrain/report/detail/json_text.h"
#include "refrain/text/display_width.h"

#include <algorithm>

namespace refrain {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Code point of a well-formed sequence of two or three bytes; others do not matter here.
[[nodiscard]] unsigned code_point(std::string_view s) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  if (s.size() == 2) {
    return (byte(0) & 0x1FU) << 6 | (byte(1) & 0x3FU);
  }
  if (s.size() == 3) {
    return (byte(0) & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
  }
  return 0x10000;
}

enum class Treatment : std::uint8_t { kKeep, kSpace, kDrop };

[[nodiscard]] Treatment treatment(unsigned c) {
  const bool c1_control = c >= 0x80 && c <= 0x9F;
  const bool space = c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
                     c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
  if (c1_control || space) {
    return Treatment::kSpace;
  }
  const bool directs = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  // Deprecated format characters, interlinear annotation, and the byte-order mark.
  const bool invisible =
      (c >= 0x206A && c <= 0x206F) || (c >= 0xFFF9 && c <= 0xFFFB) || c == 0xFEFF;
  return directs || invisible ? Treatment::kDrop : Treatment::kKeep;
}

} // namespace

std::string one_line(std::string_view text, std::size_t most) {
  std::string line;
  line.reserve(std::min(text.size(), most) + 8);
  bool space = false;
  std::size_t i = 0;
  while (i < text.size() && i < most) {
    const std::size_t n = detail::utf8_sequence_length(text.substr(i));
    std::string_view piece = n == 0 ? kReplacement : text.substr(i, n);
    i += std::max<std::size_t>(n, 1);
    const auto first = static_cast<unsigned char>(piece[0]);
    const Treatment what = first <= 0x20 || first == 0x7F ? Treatment::kSpace
                           : first < 0x80                 ? Treatment::kKeep
                                                          : treatment(code_point(piece));
    if (what == Treatment::kSpace) {
      space = true;
    } else if (what == Treatment::kKeep) {
      if (space && !line.empty()) {
        line += ' ';
      }
      space = false;
      line += piece;
    }
  }
  return line;
}

std::string padded(std::string text, std::size_t columns) {
  const std::size_t width = display_width(text);
  if (width < columns) {
    text.append(columns - width, ' ');
  }
  return text;
}

std::string isolated(std::string text) {
  if (has_right_to_left(text)) {
    return "\u2068" + text + "\u2069";
  }
  return text;
}

std::size_t TerminalText::fitting(std::string_view line, std::size_t columns) {
  std::size_t bytes = 0;
  std::size_t used = 0;
  while (bytes < line.size()) {
    const DisplayUnit unit = next_display_unit(line.substr(bytes));
    if (used + unit.columns > columns) {
      break;
    }
    used += unit.columns;
    bytes += unit.bytes;
  }
  if (bytes >= line.size() || line[bytes] == ' ') {
    return bytes;
  }
  // A word that is cut here goes as a whole; a little text behind it shows where it ends.
  std::size_t seen = std::min(line.size(), bytes + 64);
  while (seen < line.size() && (static_cast<unsigned char>(line[seen]) & 0xC0U) == 0x80U) {
    ++seen;
  }
  tokenizer_.tokenize(line.substr(0, seen), tokens_);
  std::size_t end = bytes;
  std::size_t word_before = 0;
  for (const Token& token : tokens_) {
    if (token.begin < bytes && bytes < token.end) {
      end = token.begin;
    }
    if (token.end <= end) {
      word_before = token.end;
    }
  }
  // A bracket or quotation mark that opens the word goes with it.
  const std::size_t space = end == 0 ? std::string_view::npos : line.rfind(' ', end - 1);
  if (end < bytes && space != std::string_view::npos && space >= word_before) {
    end = space;
  }
  while (end > 0 && line[end - 1] == ' ') {
    --end;
  }
  return end == 0 ? bytes : end; // a word longer than the line is cut within
}

std::string TerminalText::cut(std::string_view text, std::size_t columns) {
  // No column takes more than a few bytes of well-formed text, so a long text is not read whole.
  const std::string line = one_line(text, columns * 16 + 64);
  const bool all = text.size() <= columns * 16 + 64;
  if (all && display_width(line) <= columns) {
    return isolated(line);
  }
  const std::size_t end = fitting(line, columns == 0 ? 0 : columns - 1);
  return isolated(line.substr(0, end) + "…");
}

std::string TerminalText::quote(std::string_view text, std::size_t columns) {
  return "“" + cut(text, columns < 2 ? 0 : columns - 2) + "”";
}

std::vector<std::string_view> TerminalText::wrap(std::string_view line, std::size_t columns) {
  std::vector<std::string_view> lines;
  while (!line.empty()) {
    std::size_t end = fitting(line, columns);
    if (end == 0) {
      end = next_display_unit(line).bytes; // wider than the column: something must move on
    }
    lines.push_back(line.substr(0, end));
    line.remove_prefix(end);
    while (!line.empty() && line.front() == ' ') {
      line.remove_prefix(1);
    }
  }
  return lines;
}

} // namespace refrain
