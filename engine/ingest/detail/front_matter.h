#pragma once
/// @file
/// The block of fields at the start of a Markdown file: YAML between lines of ---, TOML between
/// lines of +++. Used by markdown_text.
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

[[nodiscard]] FrontMatter read_front_matter(std::string_view utf8);

} // namespace refrain::detail
