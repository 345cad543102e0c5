#pragma once
/// @file
/// The first lines of a text and what each of them seems to be there for. Used by text/metadata.

#include "refrain/text/dates.h"
#include "refrain/text/detail/space.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace refrain::detail {

// What is looked at: a masthead, a headline and a date line fit; running text is left alone.
inline constexpr std::size_t kHeadLines = 16;
inline constexpr std::size_t kLongestTitle = 220;
inline constexpr std::size_t kLongestName = 80;

enum class Label : std::uint8_t { kNone, kDate, kTitle, kSource };

/// "Source: Agency": what a line says it holds.
struct Labelled {
  Label label = Label::kNone;
  std::string_view value;
  bool colon = false;
};

struct HeadLine {
  std::string_view text;
  bool after_blank = false;
  Labelled label;
  IsoDate date;           ///< that the line is there to say
  bool pure_date = false; ///< the line says nothing else
  bool byline = false;
  bool furniture = false; ///< breadcrumbs, a row of links
  bool body = false;      ///< running text
};

struct Head {
  std::vector<HeadLine> lines;
  bool front_matter = false; ///< the text opens with a block of fields between lines of ---
};

/// The first lines, up to the second that is running text.
[[nodiscard]] Head read_head(std::string_view text);

[[nodiscard]] Labelled label_of(std::string_view line);

/// "By Jane Roe, in Ferrydown", "Von Hedwig Brandauer": the name, or empty.
[[nodiscard]] std::string_view byline_name(std::string_view line);

[[nodiscard]] bool ends_like_a_sentence(std::string_view line);
[[nodiscard]] std::size_t word_count(std::string_view text);

[[nodiscard]] inline std::string_view trimmed(std::string_view s) {
  const std::size_t begin = skip_space(s, 0);
  return s.substr(begin, trim_space(s, begin, s.size()) - begin);
}

} // namespace refrain::detail
