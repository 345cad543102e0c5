#include "refrain/pipeline/removals.h"

#include "refrain/pipeline/detail/removal_rule.h"
#include "refrain/text/tokenizer.h"

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
  detail::RemovalRule rule;
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    const PassageIndex begin = passages.first[d];
    const PassageIndex end = passages.first[d + 1];
    rule.begin();
    for (PassageIndex p = begin; p < end; ++p) {
      if (const Membership& m = member_of[p]; m.representative != kNone) {
        rule.add_member(passages[m.representative].document, passages[p].bytes.size(), m.jaccard);
      }
    }
    if (!rule.any_member()) {
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
      removals.push_back(rule.removal(d));
    }
  }
  return removals;
}

} // namespace refrain
