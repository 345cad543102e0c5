#pragma once
/// @file
/// Code-point offsets of byte offsets, for the documents of a corpus. Used where ranges are
/// written.
///
///     CharOffsets chars(corpus);  chars.at(document, byte)
///
/// Short documents are counted when asked; of long ones every kStep-th byte is known beforehand.
/// Memory: 8 bytes per document, and 4 for each kStep bytes of long documents.

#include "refrain/text/corpus.h"
#include "refrain/text/count_chars.h"

#include <cstdint>
#include <vector>

namespace refrain {

class CharOffsets {
public:
  /// O(bytes of long documents), in parallel. Keeps a reference to the corpus.
  explicit CharOffsets(const Corpus& corpus);

  /// Code points before byte `offset` of the document. O(kStep), thread-safe.
  [[nodiscard]] std::uint32_t at(DocumentIndex document, std::uint32_t offset) const;

private:
  static constexpr std::uint32_t kStep = 2048;

  const Corpus& corpus_;
  std::vector<std::uint64_t> first_;   // of a document's steps; size documents + 1
  std::vector<std::uint32_t> at_step_; // code points before byte (i + 1) * kStep
};

} // namespace refrain
