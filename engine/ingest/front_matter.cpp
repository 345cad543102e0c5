#include "refrain/ingest/detail/front_matter.h"

#include "refrain/core/ascii.h"
#include "refrain/text/metadata.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

// What fields are called, the name that wins first; in small letters where they are ASCII.
constexpr std::array kTitles{"title"sv, "headline"sv, "标题"sv};
constexpr std::array kSources{
    "source"sv,   "publisher"sv, "publication"sv, "author"sv, "authors"sv,   "speaker"sv,
    "outlet"sv,   "quelle"sv,    "autor"sv,       "auteur"sv, "verfasser"sv, "источник"sv,
    "Источник"sv, "автор"sv,     "Автор"sv,       "来源"sv,   "作者"sv};
constexpr std::array kLanguages{"language"sv, "lang"sv, "locale"sv};
constexpr std::array kDates{
    "date"sv,           "published"sv,    "pubdate"sv,      "created"sv,
    "date published"sv, "published on"sv, "published at"sv, "publication date"sv,
    "posted"sv,         "issued"sv,       "datum"sv,        "fecha"sv,
    "дата"sv,           "Дата"sv,         "日期"sv,         "发布时间"sv};

std::string_view trimmed(std::string_view s) {
  return ascii::trimmed(s, " \t\r");
}

// A value without quotes; of a list "[a, b]" its first item.
std::string_view plain_value(std::string_view value) {
  value = trimmed(value);
  if (value.starts_with('[')) {
    value = trimmed(value.substr(1, value.find_first_of(",]") - 1));
  }
  if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') &&
      value.back() == value.front()) {
    value = value.substr(1, value.size() - 2);
  }
  return value;
}

std::string_view line_at(std::string_view text, std::size_t begin) {
  return text.substr(begin, std::min(text.find('\n', begin), text.size()) - begin);
}

bool is_one_of(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// "key: value" or "key:". The key is of one word or two, as prose before a colon seldom is.
struct Field {
  std::string_view key; // empty: the line is no field
  std::string_view value;
};
Field field_of(std::string_view line) {
  constexpr std::size_t kLongestKey = 40;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon > kLongestKey ||
      (colon + 1 < line.size() && line[colon + 1] != ' ' && line[colon + 1] != '\t')) {
    return {};
  }
  const std::string_view key = trimmed(line.substr(0, colon));
  const auto starts = [](char c) { return ascii::is_letter_byte(c) || c == '_'; };
  const auto goes_on = [&](char c) {
    return starts(c) || ascii::is_digit(c) || c == '-' || c == '.' || c == ' ';
  };
  if (key.empty() || !starts(key.front()) || !std::all_of(key.begin(), key.end(), goes_on) ||
      std::count(key.begin(), key.end(), ' ') > 1) {
    return {};
  }
  return {key, trimmed(line.substr(colon + 1))};
}

bool is_block_indicator(std::string_view value) {
  return !value.empty() && (value.front() == '|' || value.front() == '>') &&
         value.find_first_not_of("+-0123456789"sv, 1) == std::string_view::npos;
}

// Whether a block of YAML, its fences included, has nothing but fields in it: no prose and no
// dialogue, whose speakers come back, as no key does; and a field that is known, or two whose names
// look like those that programs give.
bool holds_only_fields(std::string_view block) {
  constexpr std::size_t kMostLines = 100;
  std::set<std::string> keys;
  bool known = false;
  std::size_t small = 0;
  bool open = false;   // the last key has no value on its line
  bool scalar = false; // what is indented is its value, whatever it says
  std::size_t lines = 0;
  for (std::size_t at = line_at(block, 0).size() + 1; at < block.size(); ++lines) {
    const std::string_view line = line_at(block, at);
    at += line.size() + 1;
    const std::string_view inside = trimmed(line);
    const bool nested = line.starts_with(' ') || line.starts_with('\t');
    if (at >= block.size() || inside.empty() || inside.front() == '#' || (nested && scalar)) {
      continue; // the closing fence is the last line
    }
    if (inside == "-"sv || inside.starts_with("- "sv)) {
      if (!open) {
        return false;
      }
      continue;
    }
    const Field field = field_of(inside);
    if (field.key.empty() || (nested && !open)) {
      return false;
    }
    if (nested) {
      continue;
    }
    const auto [key, is_new] = keys.insert(ascii::small(field.key));
    if (!is_new) {
      return false;
    }
    known = known || is_one_of(kTitles, *key) || is_one_of(kSources, *key) ||
            is_one_of(kLanguages, *key) || is_one_of(kDates, *key);
    small += *key == field.key && key->find(' ') == std::string::npos &&
                     static_cast<unsigned char>(key->front()) < 0x80
                 ? 1U
                 : 0U;
    open = field.value.empty() || field.value.front() == '#';
    scalar = is_block_indicator(field.value);
  }
  return lines <= kMostLines && (known || small >= 2);
}

} // namespace

FrontMatter read_front_matter(std::string_view utf8) {
  constexpr std::size_t kLongest = std::size_t{64} << 10;
  constexpr std::ptrdiff_t kMostWords = 4; // of the name of a field
  FrontMatter found;
  const std::string_view fence = trimmed(line_at(utf8, 0));
  const bool yaml = fence == "---"sv;
  if (!yaml && fence != "+++"sv) {
    return found;
  }
  std::map<std::string, std::string, std::less<>> values;
  std::string last;
  std::size_t at = line_at(utf8, 0).size() + 1;
  while (true) {
    if (at >= utf8.size() || at > kLongest) {
      return found; // never closed: a ruled line, then text
    }
    const std::string_view line = line_at(utf8, at);
    at += line.size() + 1;
    const std::string_view inside = trimmed(line);
    if (inside == fence || (yaml && inside == "..."sv)) {
      break;
    }
    if (inside.empty() || inside.front() == '#') {
      continue;
    }
    const bool nested = line.front() == ' ' || line.front() == '\t';
    if (inside.starts_with("- "sv)) {
      if (!last.empty() && values[last].empty()) {
        values[last] = plain_value(inside.substr(2));
      }
      continue;
    }
    const std::size_t sign = inside.find(yaml ? ':' : '=');
    if (sign == std::string_view::npos) {
      if (!nested && (yaml || values.empty())) {
        return found; // prose between ruled lines
      }
      continue;
    }
    if (!nested) {
      const std::string_view key = trimmed(inside.substr(0, sign));
      if (std::count(key.begin(), key.end(), ' ') >= kMostWords) {
        return found; // a sentence with a colon
      }
      last = ascii::small(key);
      values.emplace(last, plain_value(inside.substr(sign + 1)));
    }
  }
  const auto first_of = [&](std::span<const std::string_view> names) {
    for (const std::string_view name : names) {
      if (const auto it = values.find(name); it != values.end() && !it->second.empty()) {
        return it->second;
      }
    }
    return std::string();
  };
  found.size = std::min(at, utf8.size());
  found.title = first_of(kTitles);
  found.source = first_of(kSources);
  found.language = language_tag(first_of(kLanguages));
  found.date = parse_date(first_of(kDates));
  return found;
}

FrontMatter read_front_matter_of_text(std::string_view utf8) {
  constexpr std::string_view kSpace = " \t\r\n";
  if (!utf8.starts_with("---"sv)) {
    return {};
  }
  FrontMatter found = read_front_matter(utf8);
  const bool more = utf8.find_first_not_of(kSpace, found.size) != std::string_view::npos;
  return found.size > 0 && more && holds_only_fields(utf8.substr(0, found.size)) ? found
                                                                                 : FrontMatter();
}

} // namespace refrain::detail
