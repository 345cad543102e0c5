#include "refrain/text/detail/head_lines.h"

#include "refrain/core/ascii.h"

#include <algorithm>
#include <array>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kHeadBytes = 4096;

struct LabelName {
  std::string_view name; // small letters
  Label label;
};

// What names a value when a colon stands behind it; of the dates, also without one.
constexpr std::array kLabels{
    LabelName{"date published", Label::kDate},
    LabelName{"publication date", Label::kDate},
    LabelName{"published on", Label::kDate},
    LabelName{"published at", Label::kDate},
    LabelName{"published", Label::kDate},
    LabelName{"last updated", Label::kDate},
    LabelName{"updated on", Label::kDate},
    LabelName{"updated", Label::kDate},
    LabelName{"posted on", Label::kDate},
    LabelName{"posted", Label::kDate},
    LabelName{"issued on", Label::kDate},
    LabelName{"issued", Label::kDate},
    LabelName{"released", Label::kDate},
    LabelName{"release date", Label::kDate},
    LabelName{"for immediate release", Label::kDate},
    LabelName{"for release", Label::kDate},
    LabelName{"embargoed until", Label::kDate},
    LabelName{"pubdate", Label::kDate},
    LabelName{"date", Label::kDate},
    LabelName{"datum", Label::kDate},
    LabelName{"stand", Label::kDate},
    LabelName{"fecha", Label::kDate},
    LabelName{"дата", Label::kDate},
    LabelName{"Дата", Label::kDate},
    LabelName{"发布时间", Label::kDate},
    LabelName{"时间", Label::kDate},
    LabelName{"日期", Label::kDate},
    LabelName{"title", Label::kTitle},
    LabelName{"headline", Label::kTitle},
    LabelName{"标题", Label::kTitle},
    LabelName{"source", Label::kSource},
    LabelName{"speaker", Label::kSource},
    LabelName{"outlet", Label::kSource},
    LabelName{"publisher", Label::kSource},
    LabelName{"publication", Label::kSource},
    LabelName{"author", Label::kSource},
    LabelName{"来源", Label::kSource},
    LabelName{"作者", Label::kSource},
    LabelName{"источник", Label::kSource},
    LabelName{"Источник", Label::kSource},
    LabelName{"quelle", Label::kSource},
    LabelName{"autor", Label::kSource},
    LabelName{"auteur", Label::kSource},
    LabelName{"verfasser", Label::kSource},
    LabelName{"автор", Label::kSource},
    LabelName{"Автор", Label::kSource},
};

// The first date inside a short line, and where it stands.
struct DateInLine {
  DateAt found;
  std::size_t begin = 0;
};
DateInLine find_date(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto c = static_cast<unsigned char>(line[i]);
    const char before = i == 0 ? ' ' : line[i - 1];
    const bool inside_word = ascii::is_digit(before) ||
                             (c >= 0x80 && static_cast<unsigned char>(before) >= 0x80) ||
                             (!ascii::is_digit(line[i]) && ascii::is_letter(before));
    if (inside_word || ascii::is_continuation(line[i])) {
      continue;
    }
    if (const DateAt d = date_at_start(line.substr(i)); d.size != 0) {
      return {d, i};
    }
  }
  return {};
}

// Breadcrumbs and rows of links.
bool is_furniture(std::string_view line) {
  std::size_t marks = 0;
  for (std::size_t i = 1; i + 1 < line.size(); ++i) {
    marks += (line[i] == '|' || line[i] == '>') && line[i - 1] == ' ' ? 1U : 0U;
  }
  for (const std::string_view mark : {" » "sv, " › "sv, " · "sv, " / "sv}) {
    for (std::size_t i = line.find(mark); i != std::string_view::npos; i = line.find(mark, i + 1)) {
      ++marks;
    }
  }
  return marks >= 2 || ascii::starts_with_ignoring_case(line, "home >"sv) ||
         ascii::starts_with_ignoring_case(line, "home |"sv);
}

// "GENEVA, March 5, 2021 (Agency) — The council": the date when one stands before a dash near the
// start of a paragraph.
IsoDate dateline(std::string_view line) {
  const std::string_view start = line.substr(0, 120);
  const DateInLine d = find_date(start);
  if (d.found.size == 0 || d.begin > 60 || d.found.date.size < 10) {
    return {};
  }
  // A place in front: nothing but capitals, or names set apart by commas.
  const std::string_view place = start.substr(0, d.begin);
  if (word_count(place) > 5 || place.find('.') != std::string_view::npos) {
    return {};
  }
  std::string_view behind = trimmed(start.substr(d.begin + d.found.size));
  if (behind.starts_with('(')) {
    const std::size_t close = behind.find(')');
    behind = close == std::string_view::npos ? behind : trimmed(behind.substr(close + 1));
  }
  for (const std::string_view dash : {"--"sv, "- "sv, "–"sv, "—"sv}) {
    if (behind.starts_with(dash)) {
      return d.found.date;
    }
  }
  return {};
}

// The date that a short line is there to say: alone, behind a label, or at one of its ends.
void read_date(HeadLine& line) {
  std::string_view text = line.text;
  if (line.label.label == Label::kDate) {
    text = line.label.value;
  }
  while (!text.empty() && "([|/-*_#"sv.find(text.front()) != std::string_view::npos) {
    text = trimmed(text.substr(1));
  }
  const std::size_t weekday = weekday_at_start(text);
  const DateAt start = date_at_start(text.substr(weekday));
  if (start.size != 0) {
    const std::string_view rest = trimmed(text.substr(weekday + start.size));
    const bool alone = rest.empty() || rest.size() <= 8;
    const bool marked = line.label.label == Label::kDate;
    // "March 23, 2013, Moscow Institute. Deeply grasping ..." is running text.
    if (alone || marked || (line.text.size() <= 120 && !ends_like_a_sentence(line.text))) {
      line.date = start.date;
      line.pure_date = alone || (marked && line.label.colon);
    }
    return;
  }
  if (line.label.label == Label::kDate) {
    line.label = {}; // "Published under Article 14", "Date palms"
  }
  if (line.text.size() > 100 || ends_like_a_sentence(line.text)) {
    return;
  }
  const DateInLine inside = find_date(line.text);
  if (inside.found.size != 0 && inside.begin + inside.found.size >= line.text.size() &&
      inside.found.date.size >= 10) {
    line.date = inside.found.date;
  }
}

} // namespace

std::size_t word_count(std::string_view s) {
  std::size_t n = 0;
  bool inside = false;
  for (const char c : s) {
    const bool space = is_ascii_space(c);
    n += !space && !inside ? 1U : 0U;
    inside = !space;
  }
  return n;
}

bool ends_like_a_sentence(std::string_view line) {
  for (const std::string_view stop :
       {"."sv, "!"sv, ";"sv, ","sv, "。"sv, "؟"sv, "।"sv, ".”"sv, ".\""sv, "。”"sv}) {
    if (line.ends_with(stop)) {
      return true;
    }
  }
  return false;
}

Labelled label_of(std::string_view line) {
  for (const LabelName& l : kLabels) {
    if (!ascii::starts_with_ignoring_case(line, l.name) && !line.starts_with(l.name)) {
      continue;
    }
    std::string_view rest = line.substr(l.name.size());
    const std::size_t gap = skip_space(rest, 0);
    const std::string_view behind = rest.substr(gap);
    for (const std::string_view colon : {":"sv, "："sv}) {
      if (behind.starts_with(colon)) {
        return {l.label, trimmed(behind.substr(colon.size())), true};
      }
    }
    if (gap > 0 && l.label == Label::kDate) {
      return {l.label, behind, false};
    }
  }
  return {};
}

std::string_view byline_name(std::string_view line) {
  // What stands before a name in English, German, Spanish and Portuguese, French, Italian, Dutch.
  // It begins titles too, so that behind it nothing but a name may follow.
  constexpr std::array kWords{"By "sv, "BY "sv, "Von "sv, "Por "sv, "Par "sv, "Di "sv, "Door "sv};
  const auto* const word = std::find_if(kWords.begin(), kWords.end(),
                                        [&](std::string_view w) { return line.starts_with(w); });
  if (word == kWords.end()) {
    return {};
  }
  std::string_view name = trimmed(line.substr(word->size()));
  name = trimmed(name.substr(0, std::min({name.find(','), name.find('|'), name.find(" in "),
                                          name.find('\t'), name.find(" - "), name.find(';')})));
  const std::size_t words = word_count(name);
  if (words < 2 || words > 6 || name.size() > kLongestName || ends_like_a_sentence(name)) {
    return {};
  }
  if (ascii::is_small(name.front())) {
    return {}; // "Von der Quelle bis zur Mündung"
  }
  // Every word of a name starts with a capital, or is a particle of one to three letters.
  for (std::size_t i = 0; i < name.size();) {
    const std::size_t end = std::min(name.find(' ', i), name.size());
    const char c = name[i];
    if (c >= 'a' && c <= 'z' && end - i > 3) {
      return {};
    }
    i = end + 1;
  }
  return name;
}

Head read_head(std::string_view text) {
  Head result;
  std::vector<HeadLine>& head = result.lines;
  bool blank = true;
  std::size_t body_lines = 0;
  for (std::size_t i = 0;
       i < std::min(text.size(), kHeadBytes) && head.size() < kHeadLines && body_lines < 2;) {
    const std::size_t end = std::min(text.find('\n', i), text.size());
    HeadLine line;
    line.text = trimmed(text.substr(i, end - i));
    // *By Jane Roe, 2021-03-05*: emphasis of Markdown around a whole line.
    while (line.text.size() > 2 && line.text.front() == line.text.back() &&
           (line.text.front() == '*' || line.text.front() == '_')) {
      line.text = line.text.substr(1, line.text.size() - 2);
    }
    i = end + 1;
    if (line.text.empty() || line.text.starts_with("---"sv) || line.text.starts_with("==="sv)) {
      result.front_matter = result.front_matter || (head.empty() && line.text == "---"sv);
      blank = true;
      continue;
    }
    line.after_blank = blank;
    blank = false;
    line.body = line.text.size() > kLongestTitle;
    if (line.body) {
      line.date = body_lines == 0 ? dateline(line.text) : IsoDate{};
      ++body_lines;
    } else {
      line.label = label_of(line.text);
      line.byline = !byline_name(line.text).empty();
      line.furniture = is_furniture(line.text);
      read_date(line);
      if (line.date.empty() && line.text.size() > 60) {
        line.date = dateline(line.text);
      }
    }
    head.push_back(line);
  }
  return result;
}

} // namespace refrain::detail
