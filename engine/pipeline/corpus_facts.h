#pragma once
/// @file
/// What is known of a corpus as a whole where its documents are on disk. Filled by
/// pipeline/disk_duplicates.h.

#include <cstdint>
#include <string>

namespace refrain {

struct CorpusFacts {
  std::uint64_t documents = 0;
  std::uint64_t text_bytes = 0;
  std::uint64_t sources = 0; ///< distinct ones, the unknown one not among them
  std::string first_date;    ///< empty where no date is known
  std::string last_date;
  std::uint64_t repeated_ids = 0; ///< documents whose id one before them has
  std::string repeated_id;        ///< the first such id
  bool lines = false;             ///< some documents are records of a file
  bool files = false;             ///< some documents are whole files
};

} // namespace refrain
