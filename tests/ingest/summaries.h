#pragma once
/// @file
/// What an ingest gave, in words that tests compare.

#include "refrain/ingest/ingest.h"

#include <filesystem>
#include <string>
#include <vector>

namespace refrain::test {

inline std::vector<std::string> ids(const Corpus& corpus) {
  std::vector<std::string> all;
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    all.emplace_back(corpus.id(d));
  }
  return all;
}

/// "file name:position reason" of each record or file that was skipped.
inline std::vector<std::string> skips(const IngestResult& result) {
  std::vector<std::string> all;
  for (const Skipped& s : result.skipped) {
    all.push_back(std::filesystem::path(s.path).filename().string() + ':' +
                  std::to_string(s.position) + ' ' + std::string(name_of(s.reason)));
  }
  return all;
}

} // namespace refrain::test
