#pragma once
/// @file
/// What every step of the search on disk is given: where its files go, how much memory its buffers
/// may hold, and who asked.

#include "refrain/core/run_control.h"
#include "refrain/core/temp_file.h"

#include <cstdint>

namespace refrain::detail {

struct DiskWork {
  TempFolder& folder;
  std::uint64_t bytes = 0; ///< of buffers, for one step at a time
  unsigned threads = 1;
  const RunControl& control;

  /// A share of the memory in percent.
  [[nodiscard]] std::uint64_t share(unsigned percent) const { return bytes / 100 * percent; }
};

} // namespace refrain::detail
