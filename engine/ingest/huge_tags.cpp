#include "refrain/ingest/detail/huge_tags.h"

#include "refrain/core/ascii.h"

#include <algorithm>

namespace refrain::detail {
namespace {

bool is_blank(char c) {
  return static_cast<unsigned char>(c) <= ' ';
}

/// The places in a tag where the attributes begin that are too many, and where it ends.
struct Excess {
  std::size_t begin = std::string_view::npos; ///< npos: there are none
  std::size_t end = 0;
};

/// @param tag  from its < on
Excess excess_of(std::string_view tag) {
  Excess found;
  std::size_t attributes = 0;
  bool between = false; // a name that follows begins an attribute
  char quote = 0;
  char last = 0; // that is no blank
  std::size_t at = 1;
  for (; at < tag.size(); ++at) {
    const char c = tag[at];
    if (quote != 0) {
      if (c == quote) {
        quote = 0;
        between = true; // also where no blank follows
      }
      continue;
    }
    if (c == '>') {
      break;
    }
    if ((c == '"' || c == '\'') && last == '=') {
      quote = c;
    } else if (is_blank(c) || c == '/') {
      between = between || last != '=';
    } else if (between && c != '=') {
      between = false;
      if (++attributes > kMostAttributes && found.begin == std::string_view::npos) {
        found.begin = at;
      }
    }
    last = is_blank(c) ? last : c;
  }
  found.end = at;
  if (at < tag.size() && tag[at - 1] == '/') {
    --found.end; // "/>"
  }
  return found;
}

} // namespace

std::string_view without_excess_attributes(std::string_view markup, std::string& storage) {
  bool copied = false;
  for (std::size_t open = markup.find('<'); open != std::string_view::npos;
       open = markup.find('<', open)) {
    const std::size_t next = open + 1;
    if (next >= markup.size() || (!ascii::is_letter(markup[next]) && markup[next] != '_')) {
      open = next;
      continue;
    }
    const Excess excess = excess_of(markup.substr(open));
    if (excess.begin != std::string_view::npos) {
      if (!copied) {
        storage = markup;
        copied = true;
      }
      std::fill(storage.begin() + static_cast<std::ptrdiff_t>(open + excess.begin),
                storage.begin() + static_cast<std::ptrdiff_t>(open + excess.end), ' ');
    }
    open += std::max<std::size_t>(excess.end, 1);
  }
  return copied ? std::string_view(storage) : markup;
}

} // namespace refrain::detail
