#pragma once
/// @file
/// Where the search on disk finds a text or a passage again: in its file of texts, or in the file
/// that the text came from. One number, in whose order places are read.
///
///     const StoredPlace place = StoredPlace::in_source(address, escaped, skip);
///     place.forward(bytes)       // only in what is not escaped

#include "refrain/core/source_files.h"

#include <cstdint>

namespace refrain::detail {

class StoredPlace {
public:
  StoredPlace() = default;
  explicit StoredPlace(std::uint64_t bits) : bits_(bits) {}

  /// @param offset  in the file of texts, below 2^63
  [[nodiscard]] static StoredPlace in_texts(std::uint64_t offset) { return StoredPlace(offset); }
  /// @param address  where reading begins (core/source_files.h)
  /// @param skip     bytes of text between there and the place; 0 when not escaped
  [[nodiscard]] static StoredPlace in_source(std::uint64_t address, bool escaped,
                                             std::uint32_t skip) {
    return StoredPlace(kSource | address << kSkipBits | (escaped ? kEscaped : 0) | skip);
  }

  [[nodiscard]] bool source() const { return (bits_ & kSource) != 0; }
  [[nodiscard]] bool escaped() const { return source() && (bits_ & kEscaped) != 0; }
  /// An offset or an address.
  [[nodiscard]] std::uint64_t address() const {
    return source() ? (bits_ & ~kSource) >> kSkipBits : bits_;
  }
  [[nodiscard]] std::uint32_t skip() const {
    return source() ? static_cast<std::uint32_t>(bits_ & (kEscaped - 1)) : 0;
  }
  /// The place so many bytes behind this one; not where the text is escaped.
  [[nodiscard]] StoredPlace forward(std::uint64_t bytes) const {
    return StoredPlace(bits_ + (source() ? bytes << kSkipBits : bytes));
  }

  [[nodiscard]] std::uint64_t bits() const { return bits_; }

private:
  // From the top: 1 bit, 50 of the address, whether escaped, 11 to skip.
  static constexpr unsigned kSkipBits = 12;
  static constexpr std::uint64_t kEscaped = std::uint64_t{1} << 11;
  static constexpr std::uint64_t kSource = std::uint64_t{1} << 63;
  static_assert(SourceFiles::kMostBytes <= kSource >> kSkipBits);

  std::uint64_t bits_ = 0;
};

} // namespace refrain::detail
