#pragma once
/// @file
/// A text as it is written in a JSON string, with escapes, and the way back to any place in it
/// without reading it from its start. Made where records are parsed, used where their texts are
/// read again.
///
///     EscapedText place;
///     if (place.match(raw, text)) { ... place.escaped, place.steps ... }
///     unescape(raw.substr(step.raw), begin - step.text, to);

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace refrain {

/// A step on every so many bytes of a text.
inline constexpr std::uint32_t kTextStep = 1024;

/// A place in a text and the same place in its raw string: the first between two code points at or
/// behind a multiple of kTextStep.
struct TextStep {
  std::uint32_t raw = 0;
  std::uint32_t text = 0;
};

struct EscapedText {
  bool escaped = false;        ///< otherwise the raw string is the text
  std::vector<TextStep> steps; ///< of the multiples from kTextStep on; empty when not escaped

  /// Whether `raw` begins with the text and the quotation mark that ends it. Sets all members.
  /// O(text).
  [[nodiscard]] bool match(std::string_view raw, std::string_view text);
};

/// Fills `to` with the bytes of a text from `skip` on. False when the raw string ends before that
/// or is none. Any bytes may be in it. O(skip + to).
[[nodiscard]] bool unescape(std::string_view raw, std::size_t skip, std::span<char> to);

} // namespace refrain
