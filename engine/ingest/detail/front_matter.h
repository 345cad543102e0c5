#pragma once
/// @file
/// The block of fields at the start of a file: YAML between lines of ---, TOML between lines of
/// +++. Used by the readers of Markdown and of plain text.
///
/// Quirk: reads "name: value" and "name = value" of the outermost level, quoted or not, and the
/// first item of a list; all else in there is passed over.

#include "refrain/text/dates.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace refrain::detail {

struct FrontMatter {
  std::size_t size = 0; ///< bytes up to the text; 0 where there is none
  std::string title;
  std::string source; ///< author, else what it was published by
  std::string language;
  IsoDate date;
};

/// Of Markdown. Where a line of the outermost level is neither field, item, comment nor blank, or
/// the name of a field has more than four words, it is prose between two rules.
[[nodiscard]] FrontMatter read_front_matter(std::string_view utf8);

/// Of plain text, where a line of --- is a rule unless what follows can be nothing else: YAML, up
/// to 100 lines, each a field, an item of a list, a comment or blank, no key twice; a field that is
/// known or two with names in small letters; and text behind it.
[[nodiscard]] FrontMatter read_front_matter_of_text(std::string_view utf8);

} // namespace refrain::detail
