#pragma once
/// @file
/// Reader of the PAN 2013 text-alignment corpus: documents, pairs, and the true cases in
/// characters.
///
///     Pan13 pan = read_pan13("/data/pan13/train");   // holds src/, susp/ and folders 01-...
///     05-...

#include "refrain/text/corpus.h"

#include "bench/quality/plagdet.h"

#include <filesystem>
#include <string>
#include <vector>

namespace refrain::bench {

struct Pan13Pair {
  std::string folder; ///< kind of obfuscation, "03-random-obfuscation"
  std::string suspicious;
  std::string source;
  DocumentIndex a = 0; ///< the suspicious document
  DocumentIndex b = 0;
  std::vector<AlignedRange> cases; ///< in code points
};

struct Pan13 {
  Corpus corpus;
  std::vector<Pan13Pair> pairs; ///< by folder, in the order of the folder's list
};

/// @throws IoError  when a listed document or case file cannot be read
[[nodiscard]] Pan13 read_pan13(const std::filesystem::path& root);

} // namespace refrain::bench
