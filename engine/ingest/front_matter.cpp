#include "refrain/ingest/detail/front_matter.h"

#include "refrain/text/metadata.h"

#include <algorithm>
#include <map>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

std::string_view trimmed(std::string_view s) {
  constexpr std::string_view kSpace = " \t\r";
  const std::size_t first = s.find_first_not_of(kSpace);
  return first == std::string_view::npos ? std::string_view()
                                         : s.substr(first, s.find_last_not_of(kSpace) - first + 1);
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

} // namespace

FrontMatter read_front_matter(std::string_view utf8) {
  constexpr std::size_t kLongest = std::size_t{64} << 10;
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
      if (!nested && values.empty()) {
        return found; // prose between ruled lines
      }
      continue;
    }
    if (!nested) {
      last = trimmed(inside.substr(0, sign));
      std::transform(last.begin(), last.end(), last.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
      values.emplace(last, plain_value(inside.substr(sign + 1)));
    }
  }
  const auto first_of = [&](std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
      if (const auto it = values.find(name); it != values.end() && !it->second.empty()) {
        return it->second;
      }
    }
    return std::string();
  };
  found.size = std::min(at, utf8.size());
  found.title = first_of({"title"sv, "headline"sv});
  found.source =
      first_of({"source"sv, "publisher"sv, "publication"sv, "author"sv, "authors"sv, "speaker"sv});
  found.language = language_tag(first_of({"language"sv, "lang"sv, "locale"sv}));
  found.date = parse_date(first_of({"date"sv, "published"sv, "pubdate"sv, "created"sv}));
  return found;
}

} // namespace refrain::detail
