#include "refrain/pipeline/detail/disk_removals.h"

#include "refrain/core/external_sort.h"
#include "refrain/pipeline/detail/removal_rule.h"

namespace refrain::detail {
namespace {

struct Membership {
  PassageIndex passage = 0;
  DocumentIndex kept = 0; // of the representative
  double jaccard = 0;
};
struct ByPassage {
  bool operator()(const Membership& a, const Membership& b) const { return a.passage < b.passage; }
};

} // namespace

RecordFile<Removal> find_removals(const PassageStore& store, const RecordFile<ClusterRow>& members,
                                  const DiskWork& work) {
  ExternalSorter<Membership, ByPassage> memberships(work.folder, work.share(60), work.threads);
  {
    RecordCursor<PassageRow> passages(store.passages);
    RecordCursor<ClusterRow> rows(members);
    PassageIndex representative = kNone;
    DocumentIndex kept = 0;
    for (ClusterRow row; rows.next(row);) {
      if (row.representative != representative) {
        representative = row.representative;
        kept = passages.at(representative).document;
      }
      memberships.add({row.passage, kept, row.jaccard});
    }
  }
  memberships.sort();
  RecordFile<Removal> removals(work.folder);
  RecordCursor<PassageRow> passages(store.passages);
  RecordCursor<Hash128> hashes(store.hashes);
  Membership membership;
  bool more = memberships.next(membership);
  RemovalRule rule;
  DocumentIndex document = kNone;
  bool all = true; // passages with tokens are members
  const auto judge = [&] {
    if (all && rule.any_member()) {
      removals.add(rule.removal(document));
    }
  };
  PassageIndex index = 0;
  for (PassageRow passage; passages.next(passage); ++index) {
    if (passage.document != document) {
      judge();
      document = passage.document;
      rule.begin();
      all = true;
      work.control.check();
    }
    const Hash128 hash = *hashes.next();
    if (more && membership.passage == index) {
      rule.add_member(membership.kept, passage.bytes.size(), membership.jaccard);
      more = memberships.next(membership);
    } else if (hash != Hash128{}) {
      all = false;
    }
  }
  judge();
  removals.finish();
  return removals;
}

} // namespace refrain::detail
