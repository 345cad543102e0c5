#pragma once
/// @file
/// Lines and counted bytes of an input, in turns. Used by the readers of WARC files and mailboxes.

#include "refrain/ingest/detail/byte_source.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace refrain::detail {

class BufferedInput {
public:
  explicit BufferedInput(Input& input) : input_(input) {}

  /// The next line without its line feed, valid until the next call; false at the end. Of a line
  /// over `limit` bytes only so many are given, the rest comes as the next line.
  /// @throws ReadFailed
  bool line(std::string_view& out, std::size_t limit);

  /// Whether the last line was only the beginning of one.
  [[nodiscard]] bool cut() const { return cut_; }

  /// Appends up to `size` bytes to `out`, fewer only at the end; null drops them.
  /// @return the number of bytes taken
  /// @throws ReadFailed
  std::uint64_t take(std::uint64_t size, std::string* out);

private:
  bool fill();

  Input& input_;
  std::string buffer_;
  std::size_t at_ = 0;
  bool cut_ = false;
};

} // namespace refrain::detail
