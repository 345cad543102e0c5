#pragma once
/// @file
/// The files behind the inputs, with the ids their documents get. First step of ingest().

#include "refrain/ingest/ingest.h"

#include <string>
#include <vector>

namespace refrain::detail {

struct InputFile {
  std::string open_path; ///< what open() takes; empty for standard input
  std::string path;      ///< open_path as valid UTF-8, or the name of standard input
  std::string id;        ///< valid UTF-8, distinct
  std::string name;      ///< what tells of the format; the id where it is empty
  std::uint64_t size = 0;
  bool named = false;   ///< given by the user: a failure ends the run
  bool regular = false; ///< size is known, and pread works
  bool counted = false; ///< its name is a number that counts files, and says no date
  FileStamp stamp;
};

/// What a file is now. @throws IoError  when it is gone
[[nodiscard]] FileStamp stamp_of(const InputFile& file, const IngestOptions& options);

/// Ordered by id. What is no file to read goes to `skipped`.
/// @throws IoError  when a named input does not exist or its folder cannot be listed
[[nodiscard]] std::vector<InputFile> list_inputs(std::span<const std::string> inputs,
                                                 const IngestOptions& options,
                                                 const RunControl& control,
                                                 std::vector<Skipped>& skipped);

} // namespace refrain::detail
