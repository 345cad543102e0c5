#pragma once
/// @file
/// Byte offsets of one document to code point offsets, for the ranges that results print.
///
///     const CharIndex chars(corpus.text(d));
///     chars.at(range.begin), chars.at(range.end)
///
/// Quirk: keeps a view of the text; the Corpus must live longer.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace refrain {

class CharIndex {
public:
  CharIndex() = default;
  /// @param text  valid UTF-8. O(n); 4 bytes for every 512 of a text that is not ASCII.
  explicit CharIndex(std::string_view text);
  explicit CharIndex(const std::string&&) = delete;

  /// Code points before the byte. O(1); at most 512 bytes are looked at, none in ASCII.
  /// @param byte  0 to text.size()
  [[nodiscard]] std::uint32_t at(std::uint32_t byte) const;

private:
  std::string_view text_;
  std::vector<std::uint32_t> before_; // code points before each block; empty for ASCII
};

} // namespace refrain
