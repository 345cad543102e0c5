#pragma once
/// @file
/// What a page says of itself in JSON-LD (schema.org). Used by the reader of HTML.

#include "refrain/text/dates.h"

#include <string>
#include <string_view>

namespace refrain::detail {

struct JsonLd {
  std::string headline;
  std::string publisher;
  std::string author;
  std::string language; ///< inLanguage, as written
  IsoDate date;         ///< datePublished
};

/// Fills what is still empty from the first object that has it, also inside @graph and lists.
/// Broken JSON says nothing.
void read_json_ld(std::string_view json, JsonLd& out);

} // namespace refrain::detail
