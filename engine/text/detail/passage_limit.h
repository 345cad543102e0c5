#pragma once
/// @file
/// split_corpus() with a limit that a test can reach.

#include "refrain/text/passages.h"

#include <cstdint>

namespace refrain::detail {

/// @param most  passages
/// @throws InvalidArgument  when there are more
[[nodiscard]] PassageTable split_at_most(const Corpus& corpus, const PassageOptions& options,
                                         const RunControl& control, std::uint64_t most);

} // namespace refrain::detail
