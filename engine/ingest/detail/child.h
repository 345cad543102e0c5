#pragma once
/// @file
/// Runs a program over bytes in memory, with limits on time, memory and output. For parsers of
/// formats that are too risky to parse in this process.

#include "refrain/core/run_control.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace refrain::detail {

struct ChildLimits {
  unsigned seconds = 60;       ///< of processor time
  unsigned wall_seconds = 600; ///< also where it waits, or has to share processors
  std::uint64_t memory_bytes = std::uint64_t{1} << 30;   ///< address space
  std::uint64_t output_bytes = std::uint64_t{256} << 20; ///< more ends it
};

struct ChildResult {
  bool started = false; ///< false where the program is missing
  std::string output;
  std::string problem;     ///< why it failed; empty when it ended well
  bool over_limit = false; ///< a limit ended it
};

/// @param program    path, looked for nowhere else
/// @param arguments  without the program's name
/// @param input      becomes its standard input, as a file that can be reopened as /dev/stdin
/// @param control    ends it, which the result tells, when the caller wants no more
/// The child has an empty environment but for LC_ALL, and writes no files.
/// @throws IoError  where the process has no descriptors or memory left
[[nodiscard]] ChildResult run_child(const std::string& program,
                                    const std::vector<std::string>& arguments,
                                    std::string_view input, const ChildLimits& limits,
                                    const RunControl& control = {});

} // namespace refrain::detail
