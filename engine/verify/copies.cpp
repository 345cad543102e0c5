#include "refrain/verify/copies.h"

#include "refrain/core/parallel.h"
#include "refrain/core/radix.h"

#include <algorithm>
#include <functional>

namespace refrain {
namespace {

void add(std::vector<Pair>& pairs, PassageIndex x, PassageIndex y, const Pair& scores) {
  pairs.push_back({std::min(x, y), std::max(x, y), scores.jaccard, scores.containment});
}

} // namespace

std::span<const PassageIndex> CopyGroups::of(PassageIndex text) const {
  std::size_t low = 0;
  std::size_t high = size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (members[begins[middle]] < text) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == size() || members[begins[low]] != text) {
    return {};
  }
  return (*this)[low];
}

CopyGroups group_copies(std::span<const Hash128> hashes, const RunControl& control) {
  control.check();
  std::vector<PassageIndex> with_tokens;
  with_tokens.reserve(hashes.size());
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    if (hashes[i] != Hash128{}) {
      with_tokens.push_back(static_cast<PassageIndex>(i));
    }
  }
  // 32 bits of hash find those that may have a copy; the other bits decide among the few left.
  RepeatScratch scratch;
  const std::vector<std::uint64_t> words = repeated_keys(
      with_tokens, [&](PassageIndex i) { return static_cast<std::uint32_t>(hashes[i].high); },
      scratch);
  with_tokens = std::vector<PassageIndex>(); // = {} would keep the memory
  std::vector<PassageIndex> order;
  order.reserve(words.size());
  for (const std::uint64_t word : words) {
    order.push_back(static_cast<PassageIndex>(word));
  }
  parallel_sort(order, [&](PassageIndex x, PassageIndex y) {
    return hashes[x] != hashes[y] ? hashes[x] < hashes[y] : x < y;
  });
  struct Run {
    std::size_t begin;
    std::size_t end;
  };
  std::vector<Run> runs;
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && hashes[order[end]] == hashes[order[begin]]) {
      ++end;
    }
    if (end - begin > 1) {
      runs.push_back({begin, end});
    }
    begin = end;
  }
  parallel_sort(runs, [&](const Run& x, const Run& y) { return order[x.begin] < order[y.begin]; });
  CopyGroups groups;
  for (const Run& run : runs) {
    groups.members.insert(groups.members.end(),
                          order.begin() + static_cast<std::ptrdiff_t>(run.begin),
                          order.begin() + static_cast<std::ptrdiff_t>(run.end));
    groups.begins.push_back(static_cast<std::uint32_t>(groups.members.size()));
  }
  return groups;
}

std::vector<Pair> expand_copies(std::vector<Pair> texts, const CopyGroups& copies,
                                const CopyLimits& limits, std::uint64_t& unlisted) {
  if (copies.size() == 0) {
    return texts;
  }
  std::vector<Pair> pairs;
  pairs.reserve(texts.size() + copies.members.size());
  for (std::size_t g = 0; g < copies.size(); ++g) {
    const std::span<const PassageIndex> group = copies[g];
    const std::uint64_t n = group.size();
    const std::size_t firsts = n <= limits.full_group ? group.size() : 1;
    const std::size_t before = pairs.size();
    for (std::size_t i = 0; i < firsts; ++i) {
      for (std::size_t j = i + 1; j < group.size(); ++j) {
        pairs.push_back({group[i], group[j], 1, 1});
      }
    }
    unlisted += n * (n - 1) / 2 - (pairs.size() - before);
  }
  for (const Pair& pair : texts) {
    std::span<const PassageIndex> as = copies.of(pair.a);
    std::span<const PassageIndex> bs = copies.of(pair.b);
    as = as.empty() ? std::span(&pair.a, 1) : as;
    bs = bs.empty() ? std::span(&pair.b, 1) : bs;
    const std::uint64_t all = std::uint64_t{as.size()} * bs.size();
    if (all <= limits.full_pair_groups) {
      for (const PassageIndex a : as) {
        for (const PassageIndex b : bs) {
          add(pairs, a, b, pair);
        }
      }
      continue;
    }
    for (const PassageIndex b : bs) {
      add(pairs, pair.a, b, pair);
    }
    for (const PassageIndex a : as.subspan(1)) {
      add(pairs, a, pair.b, pair);
    }
    unlisted += all - (as.size() + bs.size() - 1);
  }
  parallel_sort(pairs, std::less<>());
  return pairs;
}

} // namespace refrain
