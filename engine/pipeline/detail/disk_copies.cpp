#include "refrain/pipeline/detail/disk_copies.h"

#include "refrain/core/external_sort.h"
#include "refrain/core/repeat_filter.h"

#include <algorithm>
#include <vector>

namespace refrain::detail {
namespace {

constexpr std::size_t kPiece = 4096; // records of a column at once

struct Entry {
  Hash128 hash;
  DateKey date;
  PassageIndex passage = 0;
};
struct ByHash {
  bool operator()(const Entry& a, const Entry& b) const {
    return a.hash != b.hash ? a.hash < b.hash : a.passage < b.passage;
  }
};

struct Group {
  PassageIndex text = 0;
  PassageIndex head = 0;
  DateKey head_date;
  std::uint64_t size = 0;
};
struct ByText {
  bool operator()(const Group& a, const Group& b) const { return a.text < b.text; }
};

struct Member {
  PassageIndex text = 0;
  PassageIndex passage = 0;
};
struct ByTextAndPassage {
  bool operator()(const Member& a, const Member& b) const {
    return a.text != b.text ? a.text < b.text : a.passage < b.passage;
  }
};

} // namespace

DiskCopies group_copies(const PassageStore& store, const DiskWork& work) {
  const std::uint64_t n = store.size();
  DiskCopies copies(work.folder);
  copies.active.resize(n);
  ExternalSorter<Entry, ByHash> entries(work.folder, work.share(50), work.threads);
  {
    RepeatFilter filter(n, work.share(25));
    std::vector<Hash128> hashes(kPiece);
    const auto has_tokens = [&](std::size_t i) { return hashes[i] != Hash128{}; };
    const auto hash_of = [&](std::size_t i) { return hashes[i].low; };
    const auto for_each_piece = [&](auto use) {
      for (std::uint64_t first = 0; first < n; first += kPiece) {
        work.control.check();
        hashes.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, n - first)));
        store.hashes.read(first, hashes);
        use(first);
      }
    };
    for_each_piece([&](std::uint64_t first) {
      filter.note(hashes.size(), has_tokens, hash_of);
      for (std::size_t i = 0; i < hashes.size(); ++i) {
        copies.active[first + i] = has_tokens(i);
      }
    });
    RecordCursor<DateKey> dates(store.dates);
    for_each_piece([&](std::uint64_t first) {
      filter.for_each_repeated(hashes.size(), has_tokens, hash_of, [&](std::size_t i) {
        entries.add({hashes[i], dates.at(first + i), static_cast<PassageIndex>(first + i)});
      });
    });
  }
  entries.sort();
  ExternalSorter<Group, ByText> groups(work.folder, work.share(20), work.threads);
  ExternalSorter<Member, ByTextAndPassage> members(work.folder, work.share(20), work.threads);
  Group group;
  Hash128 hash;
  const auto end_group = [&] {
    if (group.size > 1) {
      groups.add(group);
    }
  };
  for (Entry entry; entries.next(entry);) {
    if (group.size == 0 || entry.hash != hash) {
      end_group();
      hash = entry.hash;
      group = {entry.passage, entry.passage, entry.date, 1};
      continue;
    }
    if (group.size++ == 1) {
      members.add({group.text, group.text});
    }
    members.add({group.text, entry.passage});
    copies.active[entry.passage] = false;
    if (earlier(entry.date, entry.passage, group.head_date, group.head)) {
      group.head = entry.passage;
      group.head_date = entry.date;
    }
  }
  end_group();
  entries.clear();
  groups.sort();
  members.sort();
  for (Member member; members.next(member);) {
    copies.members.add(member.passage);
  }
  std::uint64_t begin = 0;
  while (groups.next(group)) {
    copies.groups.add({group.text, group.head, group.head_date, begin, group.size});
    begin += group.size;
  }
  copies.groups.finish();
  copies.members.finish();
  return copies;
}

} // namespace refrain::detail
