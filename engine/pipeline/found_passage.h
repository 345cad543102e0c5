#pragma once
/// @file
/// A passage with its quote, as results on disk hand it out. Used by pipeline/disk_duplicates.h.

#include "refrain/core/types.h"

#include <cstdint>
#include <string_view>

namespace refrain {

/// Views are valid during the call that hands it out.
struct FoundPassage {
  std::string_view document; ///< its id
  std::string_view source;   ///< who says it: its speaker where known, else that of the document
  std::string_view date;
  ByteRange bytes;
  std::uint32_t begin_char = 0;
  std::uint32_t end_char = 0;
  std::string_view text;
  DocumentIndex number = 0; ///< of the document in canonical order
  std::uint32_t page = 0;   ///< on which it begins; 0 where not known
  bool furniture = false;   ///< of the page around a text, rather than of the text
  std::string_view element; ///< in which it begins, as text/element_list.h says; may be empty
};

} // namespace refrain
