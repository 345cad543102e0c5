#pragma once
/// @file
/// The members of a zip file in memory, with caps. Used by the readers of Office documents and
/// books; nothing is ever written to disk.

#include "refrain/ingest/skipped.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace refrain::detail {

/// The first member of a zip file, as its first bytes show it.
struct ZipHead {
  std::string_view name;
  std::string_view content; ///< packed; as far as the bytes go
};
[[nodiscard]] std::optional<ZipHead> zip_head(std::string_view head);

struct ZipLimits {
  std::uint64_t bytes = std::uint64_t{256} << 20; ///< of all members wanted, unpacked
  std::uint64_t members = 20'000;
  std::uint64_t ratio = 500; ///< unpacked to packed, from 1 MB on
};

struct ZipMembers {
  std::map<std::string, std::string> files; ///< by path in the archive
  std::string problem;                      ///< what is wrong with the rest; empty when all is read
  SkipReason reason = SkipReason::kDamaged; ///< of the problem: damaged, too large or over a cap
};

/// Reads the members that `wanted` asks for.
[[nodiscard]] ZipMembers read_zip(std::string_view bytes, const ZipLimits& limits,
                                  const std::function<bool(std::string_view)>& wanted);

} // namespace refrain::detail
