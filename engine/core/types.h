#pragma once
/// @file
/// Numbers and ranges that all stages share. First in the pipeline; depends on nothing.
///
///     ByteRange r{4, 9};  text.substr(r.begin, r.size());
///
/// Quirk: an index is a position in this run's canonical order (see Corpus::sort), so it is the
/// same on every run over the same documents, but means nothing outside the run.

#include <compare>
#include <cstdint>

namespace refrain {

using DocumentIndex = std::uint32_t; ///< position of a document in its Corpus
using PassageIndex = std::uint32_t;  ///< position of a passage in a PassageTable
using TokenKey = std::uint64_t;      ///< xxh3 of the folded token; see Tokenizer
using Shingle = std::uint64_t;       ///< hash of w consecutive token keys; see shingle/
using Slot = std::uint32_t;          ///< one minimum of a signature; see sketch/

inline constexpr std::uint32_t kNone = 0xffffffffU; ///< "no document", "no passage"

/// Half-open range of UTF-8 bytes of one document's decoded text.
struct ByteRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  [[nodiscard]] constexpr std::uint32_t size() const { return end - begin; }
  [[nodiscard]] constexpr bool empty() const { return begin == end; }
  friend auto operator<=>(const ByteRange&, const ByteRange&) = default;
};

/// A place in the corpus: a byte range of one document.
struct TextRange {
  DocumentIndex document = 0;
  ByteRange bytes;
  friend auto operator<=>(const TextRange&, const TextRange&) = default;
};

/// How closely two texts agree, token by token.
enum class Form : std::uint8_t {
  kVerbatim, ///< alignment ratio >= 0.95
  kLight,    ///< 0.6 to 0.95
  kHeavy,    ///< below, with lexical support; talking points call it "reworded"
};

} // namespace refrain
