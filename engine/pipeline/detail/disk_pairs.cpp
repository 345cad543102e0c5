#include "refrain/pipeline/detail/disk_pairs.h"

#include "refrain/core/external_sort.h"
#include "refrain/pipeline/detail/group_cursor.h"
#include "refrain/shingle/shingle.h"
#include "refrain/text/tokenizer.h"
#include "refrain/verify/verify.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace refrain::detail {
namespace {

// Of a candidate while it is verified: itself in three orders, its passages, and its pair twice.
constexpr std::uint64_t kCandidateBytes = 128;

// Shingles of the passages of a block, which go by their places in it.
class BlockReader final : public ShingleReader {
public:
  BlockReader(const PassageBlock& block, std::uint32_t shingle_tokens)
      : block_(block), shingle_tokens_(shingle_tokens) {}

  void read(PassageIndex place, std::vector<Shingle>& shingles) override {
    tokenizer_.keys(block_.text(place), keys_);
    shingle(keys_, shingle_tokens_, shingles);
  }

private:
  const PassageBlock& block_;
  std::uint32_t shingle_tokens_;
  Tokenizer tokenizer_;
  std::vector<TokenKey> keys_;
};

struct ByPassages {
  bool operator()(const Pair& x, const Pair& y) const { return x.a != y.a ? x.a < y.a : x.b < y.b; }
};
using PairSorter = ExternalSorter<Pair, ByPassages>;

// A pair of texts of which the copies of a are known.
struct HalfJoined {
  Pair pair;
  MemberRange as;
};
struct ByB {
  bool operator()(const HalfJoined& x, const HalfJoined& y) const {
    return x.pair.b != y.pair.b ? x.pair.b < y.pair.b : x.pair.a < y.pair.a;
  }
};

// Members of a group, from memory where they are few.
class Members {
public:
  explicit Members(const RecordFile<PassageIndex>& file) : file_(file) {}

  // A text without copies is a group of its own.
  template <class Use> void for_each(const MemberRange& range, PassageIndex text, Use use) {
    if (range.size == 0) {
      use(text);
      return;
    }
    constexpr std::uint64_t kPiece = 4096;
    for (std::uint64_t at = 0; at < range.size; at += kPiece) {
      piece_.resize(static_cast<std::size_t>(std::min(kPiece, range.size - at)));
      file_.read(range.begin + at, piece_);
      for (const PassageIndex passage : piece_) {
        use(passage);
      }
    }
  }

private:
  const RecordFile<PassageIndex>& file_;
  std::vector<PassageIndex> piece_;
};

void add(PairSorter& sorter, PassageIndex x, PassageIndex y, const Pair& scores) {
  sorter.add({std::min(x, y), std::max(x, y), scores.jaccard, scores.containment});
}

// Pairs within groups.
void list_groups(const DiskCopies& copies, const CopyLimits& limits, std::uint64_t& unlisted,
                 PairSorter& sorter) {
  Members members(copies.members);
  std::vector<PassageIndex> all;
  RecordCursor<CopyGroup> groups(copies.groups);
  for (CopyGroup group; groups.next(group);) {
    const MemberRange range{group.begin, group.size};
    const std::uint64_t n = group.size;
    std::uint64_t listed = 0;
    if (n <= limits.full_group) {
      all.clear();
      members.for_each(range, group.text, [&](PassageIndex p) { all.push_back(p); });
      for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = i + 1; j < all.size(); ++j, ++listed) {
          sorter.add({all[i], all[j], 1, 1});
        }
      }
    } else {
      members.for_each(range, group.text, [&](PassageIndex p) {
        if (p != group.text) {
          sorter.add({group.text, p, 1, 1});
          ++listed;
        }
      });
    }
    unlisted += n * (n - 1) / 2 - listed;
  }
}

// Pairs between the copies of two texts.
void list_between(const HalfJoined& joined, const MemberRange& bs, const CopyLimits& limits,
                  std::uint64_t& unlisted, Members& a_members, Members& b_members,
                  PairSorter& sorter) {
  const Pair& pair = joined.pair;
  const std::uint64_t a_size = std::max<std::uint64_t>(1, joined.as.size);
  const std::uint64_t b_size = std::max<std::uint64_t>(1, bs.size);
  const std::uint64_t all = a_size * b_size;
  if (all <= limits.full_pair_groups) {
    a_members.for_each(joined.as, pair.a, [&](PassageIndex a) {
      b_members.for_each(bs, pair.b, [&](PassageIndex b) { add(sorter, a, b, pair); });
    });
    return;
  }
  b_members.for_each(bs, pair.b, [&](PassageIndex b) { add(sorter, pair.a, b, pair); });
  a_members.for_each(joined.as, pair.a, [&](PassageIndex a) {
    if (a != pair.a) {
      add(sorter, a, pair.b, pair);
    }
  });
  unlisted += all - (a_size + b_size - 1);
}

} // namespace

RecordFile<Pair> verify_candidates(const PassageStore& store,
                                   const RecordFile<Candidate>& candidates,
                                   const DuplicatesOptions& options, const DiskWork& work) {
  RecordFile<Pair> pairs(work.folder);
  std::uint64_t done = 0;
  std::vector<Candidate> places;
  for_each_block(
      store, candidates, 0, candidates.size(), work.share(70), kCandidateBytes, false,
      [](const Candidate& candidate, std::vector<PassageIndex>& passages) {
        passages.push_back(candidate.a);
        passages.push_back(candidate.b);
      },
      [&](std::span<const Candidate> piece, const PassageBlock& block) {
        work.control.check();
        // Places keep the order of passages, so the pairs come in the order of (a, b).
        places.clear();
        for (const Candidate& candidate : piece) {
          places.push_back({static_cast<PassageIndex>(block.place(candidate.a)),
                            static_cast<PassageIndex>(block.place(candidate.b))});
        }
        RunControl control;
        control.cancel = work.control.cancel;
        std::vector<Pair> found = refrain::verify_candidates(
            places, options.threshold,
            [&] { return std::make_unique<BlockReader>(block, options.shingle_tokens); }, control);
        for (Pair& pair : found) {
          pair.a = block.passage(pair.a);
          pair.b = block.passage(pair.b);
        }
        pairs.add(found);
        done += piece.size();
        work.control.report("verify", done, candidates.size());
      });
  pairs.finish();
  return pairs;
}

RecordFile<Pair> expand_copies(RecordFile<Pair> texts, const DiskCopies& copies,
                               const CopyLimits& limits, std::uint64_t& unlisted,
                               const DiskWork& work) {
  if (copies.groups.size() == 0) {
    return texts;
  }
  PairSorter sorter(work.folder, work.share(45), work.threads);
  list_groups(copies, limits, unlisted, sorter);
  ExternalSorter<HalfJoined, ByB> joined(work.folder, work.share(35), work.threads);
  {
    GroupCursor groups(copies);
    RecordCursor<Pair> cursor(texts);
    for (Pair pair; cursor.next(pair);) {
      joined.add({pair, groups.members_of(pair.a)});
    }
  }
  texts.clear();
  joined.sort();
  GroupCursor groups(copies);
  Members a_members(copies.members);
  Members b_members(copies.members);
  for (HalfJoined half; joined.next(half);) {
    list_between(half, groups.members_of(half.pair.b), limits, unlisted, a_members, b_members,
                 sorter);
  }
  joined.clear();
  sorter.sort();
  RecordFile<Pair> pairs(work.folder);
  for (Pair pair; sorter.next(pair);) {
    pairs.add(pair);
  }
  pairs.finish();
  return pairs;
}

} // namespace refrain::detail
