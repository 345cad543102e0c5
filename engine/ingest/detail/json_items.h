#pragma once
/// @file
/// The elements of a JSON array as they are written, one after the other, however large the array
/// is. Used by the reader of JSON files.
///
///     JsonItems items(input, limit);
///     while (items.next() == JsonItems::Found::kItem) parse(items.item());
///
/// Only strings and brackets are looked at; whether an element is JSON says who parses it.

#include "refrain/ingest/detail/byte_source.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace refrain::detail {

/// The white space that the text begins with.
[[nodiscard]] std::size_t json_space(std::string_view text);

/// Finds where a value ends whose bytes come in parts.
class JsonValueEnd {
public:
  /// The bytes of this part that are the value's; all of them while it is not complete().
  [[nodiscard]] std::size_t feed(std::string_view part);
  [[nodiscard]] bool complete() const { return complete_; }

private:
  std::uint64_t depth_ = 0;
  bool begun_ = false;
  bool in_string_ = false;
  bool escaped_ = false;
  bool complete_ = false;
};

class JsonItems {
public:
  enum class Found : std::uint8_t {
    kItem,
    kTooLarge, ///< an element over the limit, which is passed over
    kEnd,
    kBroken, ///< problem() says why; nothing more is read
  };

  /// @param limit  bytes of an element
  JsonItems(Input& input, std::uint64_t limit) : input_(input), limit_(limit) {}

  /// @throws ReadFailed
  Found next();

  /// The last element, valid until the next call; kJsonPadding zeros follow it.
  [[nodiscard]] std::string_view item() const { return {item_.data(), size_}; }
  [[nodiscard]] const std::string& problem() const { return problem_; }

private:
  bool fill();
  char peek(); // the next byte that is not white space, or NUL at the end
  Found broken(std::string problem);

  Input& input_;
  std::uint64_t limit_;
  std::string buffer_;
  std::size_t at_ = 0;
  bool begun_ = false;
  bool ended_ = false;
  bool first_ = true;
  std::string item_;
  std::size_t size_ = 0;
  std::string problem_;
};

} // namespace refrain::detail
