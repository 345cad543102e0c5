#include "refrain/pipeline/removals.h"

#include "refrain/text/tokenizer.h"

#include <algorithm>
#include <map>

namespace refrain {
namespace {

struct Membership {
  PassageIndex representative = kNone;
  double jaccard = 0;
};

} // namespace

std::vector<Removal> find_removals(const Corpus& corpus, const PassageTable& passages,
                                   const DuplicatesResult& duplicates) {
  std::vector<Membership> member_of(passages.size());
  for (const Cluster& cluster : duplicates.clusters) {
    for (const ClusterMember& member : cluster.members) {
      member_of[member.passage] = {cluster.representative, member.jaccard};
    }
  }
  Tokenizer tokenizer;
  std::vector<TokenKey> keys;
  std::vector<Removal> removals;
  std::map<DocumentIndex, std::uint64_t> kept_bytes;
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    const PassageIndex begin = passages.first[d];
    const PassageIndex end = passages.first[d + 1];
    kept_bytes.clear();
    double jaccard = 1;
    for (PassageIndex p = begin; p < end; ++p) {
      if (const Membership& m = member_of[p]; m.representative != kNone) {
        kept_bytes[passages[m.representative].document] += passages[p].bytes.size();
        jaccard = std::min(jaccard, m.jaccard);
      }
    }
    if (kept_bytes.empty()) {
      continue;
    }
    // Only now are tokens asked for: few documents come this far with a passage that is no member.
    const bool all = [&] {
      for (PassageIndex p = begin; p < end; ++p) {
        if (member_of[p].representative == kNone) {
          tokenizer.keys(corpus.text({d, passages[p].bytes}), keys);
          if (!keys.empty()) {
            return false;
          }
        }
      }
      return true;
    }();
    if (all) {
      const auto most =
          std::max_element(kept_bytes.begin(), kept_bytes.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      removals.push_back({d, most->first, jaccard});
    }
  }
  return removals;
}

} // namespace refrain
