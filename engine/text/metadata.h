#pragma once
/// @file
/// Guesses of a text's date, title and source from its first lines and its file name, for files
/// that do not say them otherwise. Used by the readers of ingest/.
///
///     guess_metadata(text, "speeches/2021-03-05-budget.txt").date.view() == "2021-03-05"
///
/// Quirk: a guess prefers no answer to a wrong one; a date in running text is no date of the text.

#include "refrain/text/dates.h"
#include "refrain/text/document.h"

#include <string>
#include <string_view>

namespace refrain {

struct GuessedMetadata {
  std::string title;
  std::string source;
  IsoDate date;
  Origin title_origin = Origin::kUnknown;
  Origin source_origin = Origin::kUnknown;
  Origin date_origin = Origin::kUnknown;
};

/// @param text       valid UTF-8; only its first lines are read
/// @param file_path  the file's name, with folders or without; may be empty
[[nodiscard]] GuessedMetadata guess_metadata(std::string_view text, std::string_view file_path);

/// A declared language as a BCP 47 tag: "en_us" and "EN-US" give "en-US"; empty for what is no tag.
[[nodiscard]] std::string language_tag(std::string_view declared);

} // namespace refrain
