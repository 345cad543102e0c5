#include "refrain/report/text_report.h"
#include "refrain/text/display_width.h"

#include <algorithm>

namespace refrain {
namespace {

// Below this, two columns hold too few words to be read side by side.
constexpr std::size_t kLeastForColumns = 70;
constexpr std::size_t kLinesOfOneSide = 3;

[[nodiscard]] std::string percent(double share) {
  return std::to_string(static_cast<int>(share * 100 + 0.5)) + " %";
}

} // namespace

// The range's text as lines of at most so many columns, its marked parts coloured; the marked parts
// are byte ranges of the document. Without colours they stand in braces.
std::vector<std::string> TextReport::column(const RangeRecord& range,
                                            std::span<const ByteRange> marked, std::size_t columns,
                                            Ink mark) {
  // Pieces of clean text, each within or outside of a marked part.
  struct Word {
    std::string text;
    bool marked;
    bool space_before;
  };
  std::vector<Word> words;
  std::uint32_t at = range.bytes.begin;
  bool space = false;
  const auto add = [&](std::uint32_t end, bool is_marked) {
    const std::string_view piece = range.text.substr(at - range.bytes.begin, end - at);
    std::size_t from = 0;
    while (from < piece.size()) {
      const std::size_t blank = std::min(piece.find_first_of(" \t\r\n", from), piece.size());
      if (blank > from) {
        std::string word = one_line(piece.substr(from, blank - from));
        for (const std::string_view part : fit_.wrap(word, columns - 2)) {
          words.push_back({std::string(part), is_marked, space});
          space = false;
        }
      }
      space = space || blank < piece.size();
      from = blank + 1;
    }
    at = end;
  };
  for (const ByteRange& m : marked) {
    if (m.begin >= at && m.end <= range.bytes.end) {
      add(m.begin, false);
      add(m.end, true);
    }
  }
  add(range.bytes.end, false);

  std::vector<std::string> lines;
  std::string line;
  std::size_t used = 0;
  const auto end_line = [&] {
    lines.push_back(isolated(line));
    line.clear();
    used = 0;
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Word& word = words[i];
    const bool braces = word.marked && !style_.color;
    const bool opens = braces && (i == 0 || !words[i - 1].marked);
    const bool closes = braces && (i + 1 == words.size() || !words[i + 1].marked);
    const std::string text = (opens ? "{" : "") + word.text + (closes ? "}" : "");
    const std::size_t width = display_width(text);
    const std::size_t before = word.space_before && used != 0 ? 1 : 0;
    if (used != 0 && used + before + width > columns) {
      end_line();
    } else if (before != 0) {
      line += ' ';
      ++used;
    }
    line += word.marked ? ink(text, mark) : text;
    used += width;
  }
  if (used != 0) {
    end_line();
  }
  return lines;
}

void TextReport::side_by_side(std::span<const std::string> left,
                              std::span<const std::string> right) {
  const std::size_t columns = (style_.width - 3) / 2;
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    const std::string a = i < left.size() ? left[i] : std::string();
    const std::string b = i < right.size() ? right[i] : std::string();
    // Colour codes take no columns, which padded() cannot know.
    std::size_t width = 0;
    for (std::size_t from = 0; from < a.size();) {
      const std::size_t code = std::min(a.find('\x1b', from), a.size());
      width += display_width(std::string_view(a).substr(from, code - from));
      from = code == a.size() ? code : a.find('m', code) + 1;
    }
    put(a + std::string(columns > width ? columns - width : 0, ' ') + ink(" │", Ink::kFaint) +
        (b.empty() ? "" : " " + b) + "\n");
  }
}

void TextReport::write(const ComparisonRecord& r, std::span<const ComparedBlock> blocks) {
  const std::vector<std::pair<std::string, std::string>> lines{
      {"a", isolated(one_line(r.a)) + "  " + percent(r.a_reused) + " of it is in b"},
      {"b", isolated(one_line(r.b)) + "  " + percent(r.b_reused) + " of it is in a"},
      {"Jaccard", percent(r.jaccard) + ", containment " + percent(r.containment)}};
  facts(lines);
  const bool wide = style_.width >= kLeastForColumns;
  const std::size_t columns = wide ? (style_.width - 3) / 2 : style_.width;
  for (const ComparedBlock& block : blocks) {
    std::vector<std::string> left;
    std::vector<std::string> right;
    if (block.span != nullptr) {
      const ReuseRecord& span = *block.span;
      heading(std::string(name_of(span.form)) + "  a [" + std::to_string(span.a.begin_char) + ":" +
              std::to_string(span.a.end_char) + "]  b [" + std::to_string(span.b.begin_char) + ":" +
              std::to_string(span.b.end_char) + "]");
      std::vector<ByteRange> in_a;
      std::vector<ByteRange> in_b;
      for (const DifferenceRecord& d : span.differences) {
        in_a.push_back(d.a.bytes);
        in_b.push_back(d.b.bytes);
      }
      left = column(span.a, in_a, columns, Ink::kMiddle);
      right = column(span.b, in_b, columns, Ink::kFar);
    } else {
      const bool only_a = !block.a.bytes.empty();
      const RangeRecord& range = only_a ? block.a : block.b;
      heading(std::string("only in ") + (only_a ? "a [" : "b [") +
              std::to_string(range.begin_char) + ":" + std::to_string(range.end_char) + "]");
      auto& side = only_a ? left : right;
      side = column(range, {}, columns, Ink::kPlain);
      if (side.size() > kLinesOfOneSide) {
        side.resize(kLinesOfOneSide);
        side.push_back(ink("…", Ink::kFaint));
      }
    }
    if (wide) {
      side_by_side(left, right);
    } else {
      for (const auto* side : {&left, &right}) {
        for (const std::string& text : *side) {
          put(text + "\n");
        }
        if (side == &left && !left.empty() && !right.empty()) {
          put(ink("---", Ink::kFaint) + "\n");
        }
      }
    }
  }
}

} // namespace refrain
