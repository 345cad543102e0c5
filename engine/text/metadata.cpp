#include "refrain/text/metadata.h"

#include "refrain/core/ascii.h"
#include "refrain/text/detail/head_lines.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace refrain {
namespace {

using namespace std::string_view_literals;

using detail::HeadLine;
using detail::kHeadLines;
using detail::kLongestName;
using detail::kLongestTitle;
using detail::Label;
using detail::trimmed;

// Whether a number or a word may begin at `i`: "Jun" in "TulsaJun20", but not "mar" in
// "lamar-2019".
bool begins_at(std::string_view name, std::size_t i) {
  if (i == 0) {
    return true;
  }
  const bool hump = ascii::is_capital(name[i]) && ascii::is_small(name[i - 1]);
  return !ascii::is_digit(name[i - 1]) &&
         (ascii::is_digit(name[i]) || !ascii::is_letter_byte(name[i - 1]) || hump);
}

IsoDate date_of_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  // "Rally_Dec_19_2019", "TulsaJun20-2020": what names write for the spaces of a date.
  std::string spaced(name);
  std::replace_if(
      spaced.begin(), spaced.end(), [](char c) { return c == '_' || c == '-'; }, ' ');
  IsoDate best;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (!begins_at(name, i)) {
      continue;
    }
    DateAt d = date_at_start(name.substr(i));
    d = d.size == 0 ? date_at_start(std::string_view(spaced).substr(i)) : d;
    if (d.size == 0 && ascii::is_digit(name[i]) && name.size() >= i + 4 &&
        (name.size() == i + 4 || !ascii::is_digit(name[i + 4]))) {
      // A year alone counts between marks: "letter-2017.txt", but not "v2017" or "1234-5.txt".
      const bool apart = i == 0 || "-_. ("sv.find(name[i - 1]) != std::string_view::npos;
      const IsoDate year = apart ? parse_date(name.substr(i, 4)) : IsoDate{};
      const bool likely = !year.empty() && (year.view() >= "1700"sv) && year.view() < "2100"sv;
      d = likely ? DateAt{year, 4} : DateAt{};
    }
    if (d.size != 0 && d.date.size > best.size) {
      best = d.date;
    }
  }
  return best;
}

// "www.example.comViews:1397", "Ledger    Views:2210": the value without what was glued to it.
std::string_view clean_source(std::string_view value) {
  for (const std::string_view stop :
       {"  "sv, "\t"sv, "Views:"sv, "views:"sv, "|"sv, "Author:"sv, "作者"sv, "\u3000"sv}) {
    value = value.substr(0, value.find(stop));
  }
  value = trimmed(value);
  if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') &&
      value.back() == value.front()) {
    value = value.substr(1, value.size() - 2);
  }
  return value.size() <= kLongestName ? value : std::string_view();
}

// What a line says behind the date it starts with.
std::string_view behind_date(const HeadLine& line) {
  std::string_view text = line.label.label == Label::kDate ? line.label.value : line.text;
  if (line.label.colon) {
    return {};
  }
  text.remove_prefix(weekday_at_start(text));
  const DateAt d = date_at_start(text);
  if (d.size == 0) {
    return {};
  }
  std::string_view rest = trimmed(text.substr(d.size));
  while (!rest.empty() && "-|:,."sv.find(rest.front()) != std::string_view::npos) {
    rest = trimmed(rest.substr(1));
  }
  for (const std::string_view dot : {"·"sv, "–"sv, "—"sv, "•"sv}) {
    rest = rest.starts_with(dot) ? trimmed(rest.substr(dot.size())) : rest;
  }
  return rest;
}

// Who wrote it, behind a date on one line: "20 June 2020, 11:05. Author: Jane Roe".
std::string_view author_behind_date(const HeadLine& line) {
  const std::string_view rest = behind_date(line);
  const detail::Labelled labelled = detail::label_of(rest);
  return labelled.label == Label::kSource ? clean_source(labelled.value)
                                          : detail::byline_name(rest);
}

// The headline behind a date on one line: " date 2024-01-11 A glorious banner".
std::string_view title_behind_date(const HeadLine& line) {
  const std::string_view rest = behind_date(line);
  return !rest.starts_with("By "sv) && author_behind_date(line).empty() &&
                 detail::label_of(rest).label == Label::kNone && detail::word_count(rest) >= 3 &&
                 rest.size() <= kLongestTitle
             ? rest
             : std::string_view();
}

void guess_source(const std::vector<HeadLine>& head, Origin of_label, GuessedMetadata& guess) {
  const auto take = [&](std::string_view value, Origin origin) {
    guess.source = value;
    guess.source_origin = value.empty() ? Origin::kUnknown : origin;
  };
  for (const HeadLine& line : head) {
    if (line.label.label == Label::kSource) {
      take(clean_source(line.label.value), of_label);
    } else if (!line.body) {
      // Behind a date on the same line: "Updated:2018-1-12 10:10:32    Source:www.example.com".
      for (const std::string_view name : {"Source:"sv, "来源："sv, "来源:"sv, "Источник:"sv}) {
        if (const std::size_t at = line.text.find(name); at != std::string_view::npos && at > 0) {
          take(clean_source(trimmed(line.text.substr(at + name.size()))), Origin::kText);
        }
      }
    }
    if (!guess.source.empty()) {
      return;
    }
  }
  for (const HeadLine& line : head) {
    const std::string_view author =
        line.byline ? detail::byline_name(line.text) : author_behind_date(line);
    if (!line.body && !author.empty()) {
      take(author, Origin::kText);
      return;
    }
  }
}

bool all_capitals(std::string_view s) {
  bool any = false;
  for (const char c : s) {
    if (ascii::is_small(c)) {
      return false;
    }
    any = any || ascii::is_letter_byte(c);
  }
  return any;
}

// "<?xml version="1.0"?>", "<article>", "</head>": markup that is read as plain text.
bool is_markup(std::string_view line) {
  return line.size() > 2 && line.front() == '<' && line.back() == '>' &&
         (ascii::is_letter(line[1]) || line[1] == '?' || line[1] == '!' || line[1] == '/');
}

bool could_be_title(const HeadLine& line) {
  const std::string_view t = line.text;
  const bool quoted = t.starts_with("“"sv) || t.starts_with('"');
  return !line.body && !line.byline && !t.starts_with("By "sv) && !line.furniture &&
         !line.pure_date && line.label.label == Label::kNone && !detail::ends_like_a_sentence(t) &&
         !t.ends_with(':') && !t.starts_with("©"sv) && !quoted && !is_markup(t) && t.size() >= 3 &&
         t.size() <= kLongestTitle;
}

// A name of an outlet or a section rather than a headline.
bool masthead_like(std::string_view line) {
  const bool unspaced = static_cast<unsigned char>(line.front()) >= 0xE0;
  return !unspaced &&
         (detail::word_count(line) <= 2 || (all_capitals(line) && detail::word_count(line) <= 4));
}

std::string_view strip_markup(std::string_view title) {
  while (!title.empty() && (title.front() == '#' || title.front() == '*' || title.front() == '_')) {
    title.remove_prefix(1);
  }
  while (!title.empty() && (title.back() == '#' || title.back() == '*' || title.back() == '_')) {
    title.remove_suffix(1);
  }
  return trimmed(title);
}

std::string_view title_of(const std::vector<HeadLine>& head) {
  for (const HeadLine& line : head) {
    if (line.label.label == Label::kTitle) {
      return clean_source(line.label.value).empty() ? trimmed(line.label.value)
                                                    : clean_source(line.label.value);
    }
    if (line.text.starts_with("# "sv)) {
      return strip_markup(line.text);
    }
  }
  // The line that a date or a byline follows, in the paragraph nearest to it.
  std::size_t mark = 0;
  while (mark < head.size() && !head[mark].body && !head[mark].byline &&
         (head[mark].date.empty() ||
          (!head[mark].pure_date && title_behind_date(head[mark]).empty() &&
           author_behind_date(head[mark]).empty() && head[mark].label.label == Label::kNone))) {
    ++mark;
  }
  if (mark == head.size() && head.size() == kHeadLines) {
    mark = 0;
  }
  if (mark < head.size() && head[mark].date.size != 0 && !title_behind_date(head[mark]).empty()) {
    return title_behind_date(head[mark]);
  }
  const std::size_t end = mark;
  std::optional<std::size_t> fallback;
  for (std::size_t group_end = end; group_end > 0;) {
    std::size_t begin = group_end - 1;
    while (begin > 0 && !head[begin].after_blank) {
      --begin;
    }
    for (std::size_t i = begin; i < group_end; ++i) {
      if (could_be_title(head[i])) {
        if (!masthead_like(head[i].text)) {
          return strip_markup(head[i].text);
        }
        fallback = i;
      }
    }
    group_end = begin;
  }
  // A masthead and a date first, then the headline.
  for (std::size_t i = mark; i + 1 < head.size() && !head[i].body; ++i) {
    if (could_be_title(head[i]) && head[i].after_blank && !masthead_like(head[i].text)) {
      return strip_markup(head[i].text);
    }
  }
  return fallback ? strip_markup(head[*fallback].text) : std::string_view();
}

} // namespace

GuessedMetadata guess_metadata(std::string_view text, std::string_view file_path) {
  GuessedMetadata guess;
  const detail::Head first = detail::read_head(text);
  const std::vector<HeadLine>& head = first.lines;
  const Origin of_text = first.front_matter ? Origin::kMetadata : Origin::kText;
  // A line that only says a date, then the file's name, then a date beside other words.
  const HeadLine* pure = nullptr;
  const HeadLine* beside = nullptr;
  for (const HeadLine& line : head) {
    if (!line.date.empty()) {
      const bool marked = line.pure_date || line.label.label == Label::kDate;
      const HeadLine*& first_of_kind = marked ? pure : beside;
      first_of_kind = first_of_kind == nullptr ? &line : first_of_kind;
    }
  }
  const IsoDate of_name = date_of_name(file_path);
  if (pure != nullptr && pure->date.size >= of_name.size) {
    guess.date = pure->date;
    guess.date_origin = of_text;
  } else if (of_name.size >= 10 || (beside == nullptr && !of_name.empty())) {
    guess.date = of_name;
    guess.date_origin = Origin::kFileName;
  } else if (beside != nullptr) {
    guess.date = beside->date;
    guess.date_origin = Origin::kText;
  }
  guess_source(head, of_text, guess);
  if (const std::string_view title = title_of(head); !title.empty()) {
    guess.title = title;
    guess.title_origin = of_text;
  }
  return guess;
}

std::string language_tag(std::string_view declared) {
  constexpr std::size_t kLongestTag = 35;
  std::string tag;
  std::size_t part = 0; // where the current subtag begins
  for (char c : trimmed(declared)) {
    if (c == '-' || c == '_') {
      if (tag.size() == part) {
        return {};
      }
      tag += '-';
      part = tag.size();
    } else if (ascii::is_letter(c) || (ascii::is_digit(c) && part > 0)) {
      tag += ascii::small(c);
    } else {
      return {};
    }
  }
  const std::size_t primary = std::min(tag.find('-'), tag.size());
  if (primary < 2 || primary > 3 || tag.size() > kLongestTag || tag.back() == '-') {
    return {};
  }
  if (tag.size() - part == 2 && part > 0) { // a region, by custom in capitals
    for (std::size_t i = part; i < tag.size(); ++i) {
      tag[i] = tag[i] >= 'a' ? static_cast<char>(tag[i] - 32) : tag[i];
    }
  }
  return tag;
}

} // namespace refrain
