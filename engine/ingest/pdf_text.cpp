#include "refrain/core/ascii.h"
#include "refrain/ingest/detail/pdf_layout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_set>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

// Whether a line begins with a letter that is no capital of the Latin, Greek or Cyrillic alphabet,
// nor a quotation mark or dash.
bool starts_low(std::string_view text) {
  if (text.empty() || !ascii::is_letter_byte(text.front())) {
    return false;
  }
  const auto lead = static_cast<unsigned char>(text[0]);
  const auto next = static_cast<unsigned char>(text.size() > 1 ? text[1] : '\0');
  const bool capital = lead < 0x80    ? lead <= 'Z'
                       : lead == 0xC3 ? next >= 0x80 && next <= 0x9E
                       : lead == 0xCE ? next >= 0x86 && next <= 0xA9
                       : lead == 0xD0 ? next <= 0xAF
                                      : lead == 0xC2 || lead == 0xE2;
  return !capital;
}

// "12", "- 12 -", "Page 3 of 9".
bool is_page_number(std::string_view text) {
  constexpr std::size_t kLongest = 20;
  constexpr std::size_t kWords = 6; // letters of "page" and "of"
  std::size_t digits = 0;
  std::size_t letters = 0;
  for (const char c : text) {
    digits += ascii::is_digit(c) ? 1 : 0;
    letters += ascii::is_letter(c) ? 1 : 0;
  }
  return digits > 0 && digits <= 8 && text.size() <= kLongest &&
         (letters == 0 ||
          (letters <= kWords && (text.starts_with("Page "sv) || text.starts_with("page "sv))));
}

bool ends_sentence(std::string_view text) {
  while (!text.empty() && (text.ends_with('"') || text.ends_with('\'') || text.ends_with(')'))) {
    text.remove_suffix(1);
  }
  for (const std::string_view quote : {"”"sv, "’"sv, "»"sv}) {
    if (text.ends_with(quote)) {
      text.remove_suffix(quote.size());
    }
  }
  for (const std::string_view stop : {"."sv, "!"sv, "?"sv, ":"sv, "。"sv, "！"sv, "？"sv}) {
    if (text.ends_with(stop)) {
      return true;
    }
  }
  return false;
}

// Of the steps from line to line most are inside paragraphs, in short documents a few.
double lower_quartile(std::vector<double> values) {
  if (values.empty()) {
    return 0;
  }
  const auto at = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 4);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

// A line with its numbers made one: "- 12 -" and "- 13 -" are equal.
std::string without_numbers(std::string_view text) {
  std::string shape;
  for (const char c : text) {
    if (!ascii::is_digit(c)) {
      shape += c;
    } else if (shape.empty() || shape.back() != '0') {
      shape += '0';
    }
  }
  return shape;
}

// Which lines are page headers and footers: page numbers, and of the first and last lines of each
// page those that at least half of the pages have, and at least three.
std::vector<bool> running_lines(const PdfLayout& layout) {
  constexpr std::size_t kEdge = 3; // lines at the top, and at the bottom
  constexpr std::size_t kLeastPages = 3;
  const std::vector<PdfLine>& lines = layout.lines;
  std::vector<bool> running(lines.size());
  std::map<std::string, std::vector<std::size_t>> by_shape;
  std::vector<std::size_t> page;
  for (std::size_t i = 0; i < lines.size();) {
    page.clear();
    const std::uint32_t number = lines[i].page;
    for (; i < lines.size() && lines[i].page == number; ++i) {
      page.push_back(i);
    }
    std::sort(page.begin(), page.end(), [&](std::size_t a, std::size_t b) {
      return lines[a].top != lines[b].top ? lines[a].top < lines[b].top : a < b;
    });
    for (std::size_t k = 0; k < page.size(); ++k) {
      if ((k == 0 || k + 1 == page.size()) && layout.pages > 1) {
        running[page[k]] = is_page_number(lines[page[k]].text);
      }
      if (k < kEdge || k + kEdge >= page.size()) {
        by_shape[without_numbers(lines[page[k]].text)].push_back(page[k]);
      }
    }
  }
  for (const auto& [shape, places] : by_shape) {
    std::size_t pages = 0;
    for (std::size_t k = 0; k < places.size(); ++k) {
      pages += k == 0 || lines[places[k]].page != lines[places[k - 1]].page ? 1 : 0;
    }
    if (pages >= kLeastPages && pages * 2 >= layout.pages) {
      for (const std::size_t i : places) {
        running[i] = true;
      }
    }
  }
  return running;
}

// The words of a document, for telling "well-known" from "admin-istration".
class Vocabulary {
public:
  explicit Vocabulary(const std::vector<PdfLine>& lines) {
    for (const PdfLine& line : lines) {
      std::string_view rest = line.text;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        words_.emplace(bare(rest.substr(0, end)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }
  [[nodiscard]] bool has(std::string_view word) const { return words_.contains(bare(word)); }

private:
  static std::string bare(std::string_view word) {
    const auto is_mark = [](char c) { return !ascii::is_letter_byte(c) && !ascii::is_digit(c); };
    while (!word.empty() && is_mark(word.front())) {
      word.remove_prefix(1);
    }
    while (!word.empty() && is_mark(word.back())) {
      word.remove_suffix(1);
    }
    return std::string(word);
  }
  std::unordered_set<std::string> words_;
};

class Assembler {
public:
  explicit Assembler(const PdfLayout& layout)
      : layout_(layout), running_(running_lines(layout)), vocabulary_(layout.lines) {
    std::vector<double> steps;
    const std::vector<PdfLine>& lines = layout.lines;
    for (std::size_t i = 1; i < lines.size(); ++i) {
      const double step = (lines[i].top - lines[i - 1].top) / std::max(1.0, lines[i].height());
      if (lines[i].page == lines[i - 1].page && step > kLeastStep) {
        steps.push_back(step);
      }
    }
    step_ = lower_quartile(std::move(steps));
    measure_columns(lines);
  }

  MarkedText run() {
    const PdfLine* before = nullptr;
    for (std::size_t i = 0; i < layout_.lines.size(); ++i) {
      const PdfLine& line = layout_.lines[i];
      if (running_[i]) {
        held_.push_back(&line);
        continue;
      }
      if (before == nullptr || !goes_on(*before, line)) {
        close();
        block_ = out_.begin_block();
        open_ = true;
        begin_ = out_.text.size();
        turn_to(line.page);
        first_page_ = line.page;
      } else {
        join(line);
      }
      out_.text += line.text;
      before = &line;
    }
    close();
    return std::move(out_);
  }

private:
  // A block of a line or two does not show how wide its column is: others that begin where it
  // begins do.
  void measure_columns(const std::vector<PdfLine>& lines) {
    constexpr unsigned kTells = 3;
    std::map<std::pair<std::uint32_t, std::uint32_t>, unsigned> sizes;
    for (const PdfLine& line : lines) {
      const std::pair block{line.page, line.block};
      const auto [it, added] = columns_.emplace(block, std::pair{line.left, line.right});
      it->second.first = std::min(it->second.first, line.left);
      it->second.second = std::max(it->second.second, line.right);
      ++sizes[block];
    }
    std::map<std::pair<std::uint32_t, long>, double> widest;
    const auto place = [](std::uint32_t page, double left) {
      constexpr double kGrid = 5;
      return std::pair{page, std::lround(left / kGrid)};
    };
    for (const auto& [block, edges] : columns_) {
      double& right = widest[place(block.first, edges.first)];
      right = std::max(right, edges.second);
    }
    for (auto& [block, edges] : columns_) {
      if (sizes[block] < kTells) {
        edges.second = widest[place(block.first, edges.first)];
      }
    }
  }

  // Ends the paragraph, then says what stood around it. Where it has gone on over the end of a
  // page, the foot of that page goes before it. What stood on a page that it fills follows it, and
  // the mark of that page comes again.
  void close() {
    if (open_) {
      out_.end_block(block_);
      open_ = false;
      if (first_page_ < page_ && out_.text.size() > begin_) {
        put_first_footer();
      }
    }
    for (const PdfLine* line : held_) {
      out_.begin_block();
      turn_to(line->page);
      const std::size_t begin = out_.text.size();
      out_.text += line->text;
      out_.mark_furniture(begin, out_.text.size());
    }
    held_.clear();
  }

  void put_first_footer() {
    std::string footer;
    std::erase_if(held_, [&](const PdfLine* line) {
      if (line->page > first_page_) {
        return false;
      }
      footer += line->text + "\n\n";
      return true;
    });
    if (footer.empty()) {
      return;
    }
    out_.text.insert(begin_, footer);
    const auto size = static_cast<std::uint32_t>(footer.size());
    for (TextMark& mark : out_.marks) {
      if (mark.kind == MarkKind::kPage && mark.number > first_page_) {
        mark.bytes.begin += size;
        mark.bytes.end += size;
      }
    }
    const auto begin = static_cast<std::uint32_t>(begin_);
    out_.marks.push_back({{begin, begin + size - 2}, MarkKind::kFurniture, 0});
  }

  void turn_to(std::uint32_t page) {
    if (page != page_) {
      page_ = page;
      const auto at = static_cast<std::uint32_t>(out_.text.size());
      out_.marks.push_back({{at, at}, MarkKind::kPage, page});
    }
  }

  void join(const PdfLine& next) {
    std::string& text = out_.text;
    constexpr std::string_view kSoftHyphen = "\xC2\xAD";
    constexpr std::string_view kHyphen = "\xE2\x80\x90"; // U+2010
    if (text.ends_with(kHyphen)) {
      out_.cut(text.size() - kHyphen.size());
      text += '-';
    }
    if (text.ends_with(kSoftHyphen)) {
      out_.cut(text.size() - kSoftHyphen.size());
      turn_to(next.page);
      return;
    }
    const bool tied = text.ends_with('-') && text.size() >= 2 && text[text.size() - 2] != ' ';
    const bool hyphen = tied && ascii::is_letter_byte(text[text.size() - 2]);
    if (hyphen && starts_low(next.text)) {
      const std::size_t space = text.rfind(' ', text.size() - 1);
      const std::size_t from = space == std::string::npos || space < block_ ? block_ : space + 1;
      const std::string first = text.substr(from, text.size() - from - 1);
      const std::string second = next.text.substr(0, next.text.find(' '));
      // Behind a hyphen a word that is known by itself ends in one again, "state-of-the-art"; a
      // piece of one does not, "self-gov-erning". English writes "well-" and the like with one
      // nearly always.
      const std::size_t inner = first.rfind('-');
      const bool chain = inner != std::string::npos && vocabulary_.has(first.substr(inner + 1));
      const bool usual = first == "well" || first == "self" || first == "half";
      const bool compound = !vocabulary_.has(first + second) &&
                            (usual || chain || vocabulary_.has(first + '-' + second));
      if (!compound) {
        out_.cut(text.size() - 1);
      }
    } else if (!tied && !unspaced(text, next.text)) { // tied: "Anglo-" "Saxon", "1914-" "1918"
      text += ' ';
    }
    turn_to(next.page);
  }

  // Between ideographs and kana a line break is no space.
  static bool unspaced(std::string_view a, std::string_view b) {
    const auto is_wide = [](std::string_view s) {
      const auto byte = static_cast<unsigned char>(s.empty() ? '\0' : s.front());
      return byte >= 0xE3 && byte <= 0xE9;
    };
    std::size_t last = a.empty() ? 0 : a.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(a[last]) & 0xC0U) == 0x80U) {
      --last;
    }
    return is_wide(a.substr(last)) && is_wide(b);
  }

  [[nodiscard]] bool goes_on(const PdfLine& a, const PdfLine& b) const {
    const double height = std::max(1.0, a.height());
    if (std::abs(b.height() - a.height()) > 0.15 * height) {
      return false;
    }
    const auto& [left_a, right_a] = columns_.at({a.page, a.block});
    const auto& [left_b, right_b] = columns_.at({b.page, b.block});
    const double width = std::max(height, right_a - left_a);
    const bool lower = starts_low(b.text);
    const bool unfinished = !ends_sentence(a.text);
    const bool below = a.page == b.page && b.top > a.top && b.left < a.right && b.right > a.left;
    if (!below) { // another column or page
      const bool full = right_a - a.right < 0.15 * width;
      return unfinished && (lower || (full && a.text.ends_with('-')) || (full && same_width(a, b)));
    }
    if (b.top - a.top > kWideStep * step_ * height) {
      return false;
    }
    // What stands beside the column tells an indented line from a narrower one.
    const double indent = b.left - left_b;
    const double before = a.left - left_a;
    if (indent > 0.8 * height && before < 0.3 * height && left_b - left_a < 0.3 * height) {
      return false;
    }
    const bool short_line = right_a - a.right > 0.12 * width;
    return !(short_line && !unfinished && !lower);
  }

  // A paragraph that goes on in another column: both are set alike.
  [[nodiscard]] bool same_width(const PdfLine& a, const PdfLine& b) const {
    const auto& [left_a, right_a] = columns_.at({a.page, a.block});
    const auto& [left_b, right_b] = columns_.at({b.page, b.block});
    return std::abs((right_a - left_a) - (right_b - left_b)) < 0.05 * (right_a - left_a) &&
           b.left - left_b < 0.3 * b.height();
  }

  static constexpr double kWideStep = 1.2;  // of the usual one, from line to line
  static constexpr double kLeastStep = 0.5; // in heights; less is a raised letter

  const PdfLayout& layout_;
  std::vector<bool> running_;
  Vocabulary vocabulary_;
  double step_ = 0; // from line to line, in heights of letters
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<double, double>> columns_;
  MarkedText out_;
  std::vector<const PdfLine*> held_;
  std::size_t block_ = 0;
  std::size_t begin_ = 0;        // of the text of the open paragraph
  std::uint32_t first_page_ = 0; // on which it begins
  bool open_ = false;
  std::uint32_t page_ = 0;
};

// Ends every mark of a page where the next begins, and puts all marks in order.
void close_pages(MarkedText& text) {
  auto end = static_cast<std::uint32_t>(text.text.size());
  for (auto mark = text.marks.rbegin(); mark != text.marks.rend(); ++mark) {
    if (mark->kind == MarkKind::kPage) {
      mark->bytes.end = end;
      end = mark->bytes.begin;
    }
  }
  std::stable_sort(text.marks.begin(), text.marks.end(), [](const TextMark& a, const TextMark& b) {
    return a.bytes.begin < b.bytes.begin;
  });
}

} // namespace

MarkedText pdf_text(const PdfLayout& layout) {
  MarkedText text = Assembler(layout).run();
  close_pages(text);
  return text;
}

MarkedText pdf_plain_text(std::string_view text) {
  MarkedText out;
  std::uint32_t page = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\f'), text.size());
    ++page;
    const std::size_t begin = out.begin_block();
    const std::size_t from = out.text.size();
    out.text += text.substr(0, end);
    out.end_block(begin);
    if (out.text.size() > from) {
      out.marks.push_back({{static_cast<std::uint32_t>(from), 0}, MarkKind::kPage, page});
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  close_pages(out);
  return out;
}

} // namespace refrain::detail
