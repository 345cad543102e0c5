#pragma once
/// @file
/// How one document's removal is judged, a member of a cluster after the other. Shared by
/// removals.h and by the search on disk.

#include "refrain/pipeline/removals.h"

#include <algorithm>
#include <cstdint>
#include <map>

namespace refrain::detail {

class RemovalRule {
public:
  void begin() {
    kept_bytes_.clear();
    jaccard_ = 1;
  }

  /// @param kept     document of the cluster's representative
  /// @param bytes    of the passage
  /// @param jaccard  of the passage with the representative
  void add_member(DocumentIndex kept, std::uint32_t bytes, double jaccard) {
    kept_bytes_[kept] += bytes;
    jaccard_ = std::min(jaccard_, jaccard);
  }

  [[nodiscard]] bool any_member() const { return !kept_bytes_.empty(); }

  /// When there are members, and all other passages are without tokens.
  [[nodiscard]] Removal removal(DocumentIndex document) const {
    const auto most =
        std::max_element(kept_bytes_.begin(), kept_bytes_.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    return {document, most->first, jaccard_};
  }

private:
  std::map<DocumentIndex, std::uint64_t> kept_bytes_;
  double jaccard_ = 1;
};

} // namespace refrain::detail
