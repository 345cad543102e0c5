#pragma once
/// @file
/// Bytes of any encoding to valid UTF-8. Between the readers of ingest/ and everything else.
///
///     std::string storage;
///     const Decoded d = decode(bytes, storage);   // d.text, d.encoding, d.replaced
///
/// A byte-order mark decides; else strict UTF-8; else the encoding the document declares; else
/// ICU's detector. Bytes that are no characters become U+FFFD and are counted.
///
/// Quirks: valid UTF-8 is not copied: the text is a view of `bytes`. Text that is mostly UTF-8 with
/// a few bad bytes stays UTF-8. ISO-8859-1 is read as windows-1252, as browsers do.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace refrain {

struct Decoded {
  std::string_view text;      ///< valid UTF-8, in `bytes` or in `storage`
  std::string encoding;       ///< "UTF-8", "windows-1251", ...: the name of what was read
  std::uint64_t replaced = 0; ///< bytes that were no characters
};

/// @param storage   holds the text where it had to be converted
/// @param declared  what the document says of itself (an HTML meta, say); may be empty
/// O(n). Thread-safe.
[[nodiscard]] Decoded decode(std::string_view bytes, std::string& storage,
                             std::string_view declared = {});

/// Bytes of one encoding to UTF-8 as they come, in parts that may cut characters.
class StreamDecoder {
public:
  /// @throws InvalidArgument  for an encoding that ICU does not know
  explicit StreamDecoder(const std::string& encoding);
  ~StreamDecoder();
  StreamDecoder(StreamDecoder&&) noexcept;
  StreamDecoder& operator=(StreamDecoder&&) noexcept;

  /// Appends the characters that `bytes` complete. O(n).
  /// @param last  no bytes follow: what is not complete then is no character
  void decode(std::string_view bytes, bool last, std::string& out);

  /// Bytes up to now that were no characters; each U+FFFD stands for some.
  [[nodiscard]] std::uint64_t replaced() const;

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Length of the longest prefix that is valid UTF-8 (Unicode 15, table 3-7). 32 bytes a step on
/// ASCII.
[[nodiscard]] std::size_t valid_utf8_prefix(std::string_view bytes);

[[nodiscard]] inline bool is_valid_utf8(std::string_view bytes) {
  return valid_utf8_prefix(bytes) == bytes.size();
}

/// Appends `bytes` with every maximal invalid part replaced by U+FFFD.
/// @return the number of bytes replaced
std::uint64_t append_repaired_utf8(std::string_view bytes, std::string& out);

/// The encoding that a byte-order mark at the start says, and the mark's length; empty without one.
struct ByteOrderMark {
  std::string_view encoding;
  std::size_t size = 0;
};
[[nodiscard]] ByteOrderMark byte_order_mark(std::string_view bytes);

} // namespace refrain
