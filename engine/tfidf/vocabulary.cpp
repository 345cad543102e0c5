#include "refrain/tfidf/vocabulary.h"

#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

namespace refrain {
namespace {

constexpr std::size_t kParts = 256;

std::size_t part_of(std::uint64_t key) {
  return static_cast<std::size_t>(mix64(key) >> 56);
}

struct KeyCount {
  std::uint64_t key = 0;
  std::uint32_t count = 0;
};

/// Counts keys by open addressing.
class Counter {
public:
  void add(std::uint64_t key) {
    if (used_ * 2 >= slots_.size()) {
      grow();
    }
    KeyCount& slot = find(key);
    if (slot.count == 0) {
      slot.key = key;
      ++used_;
    }
    ++slot.count;
  }

  void drain(std::vector<KeyCount>& out) const {
    for (const KeyCount& slot : slots_) {
      if (slot.count != 0) {
        out.push_back(slot);
      }
    }
  }

private:
  KeyCount& find(std::uint64_t key) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = static_cast<std::size_t>(mix64(key)) & mask;
    while (slots_[i].count != 0 && slots_[i].key != key) {
      i = (i + 1) & mask;
    }
    return slots_[i];
  }

  void grow() {
    std::vector<KeyCount> old(std::max<std::size_t>(slots_.size() * 2, 1024));
    old.swap(slots_);
    for (const KeyCount& slot : old) {
      if (slot.count != 0) {
        find(slot.key) = slot;
      }
    }
  }

  std::vector<KeyCount> slots_;
  std::size_t used_ = 0;
};

/// Keys of all texts, grouped by part_of: the parts can then be counted apart.
struct Parted {
  std::vector<std::uint64_t> keys;
  std::vector<std::size_t> first; ///< kParts + 1
};

Parted part_keys(const FeatureTable& table, const RunControl& control) {
  constexpr std::size_t kChunk = std::size_t{1} << 20;
  const std::size_t n = table.features.size();
  const std::size_t chunks = (n + kChunk - 1) / kChunk;
  std::vector<std::array<std::size_t, kParts>> counts(chunks);
  parallel_for(chunks, 1, [&](std::size_t begin, std::size_t end) {
    control.check();
    for (std::size_t c = begin; c < end; ++c) {
      counts[c].fill(0);
      for (std::size_t i = c * kChunk; i < std::min(n, (c + 1) * kChunk); ++i) {
        ++counts[c][part_of(table.features[i].key)];
      }
    }
  });
  Parted parted;
  parted.first.assign(kParts + 1, 0);
  std::size_t at = 0;
  for (std::size_t p = 0; p < kParts; ++p) {
    parted.first[p] = at;
    for (auto& count : counts) {
      const std::size_t size = count[p];
      count[p] = at;
      at += size;
    }
  }
  parted.first[kParts] = at;
  parted.keys.resize(n);
  parallel_for(chunks, 1, [&](std::size_t begin, std::size_t end) {
    control.check();
    for (std::size_t c = begin; c < end; ++c) {
      for (std::size_t i = c * kChunk; i < std::min(n, (c + 1) * kChunk); ++i) {
        const std::uint64_t key = table.features[i].key;
        parted.keys[counts[c][part_of(key)]++] = key;
      }
    }
  });
  return parted;
}

} // namespace

Vocabulary Vocabulary::count(const FeatureTable& table, const RunControl& control) {
  const Parted parted = part_keys(table, control);
  std::vector<std::vector<KeyCount>> parts(kParts);
  parallel_for(kParts, 1, [&](std::size_t begin, std::size_t end) {
    control.check();
    for (std::size_t p = begin; p < end; ++p) {
      Counter counter;
      for (std::size_t i = parted.first[p]; i < parted.first[p + 1]; ++i) {
        counter.add(parted.keys[i]);
      }
      counter.drain(parts[p]);
    }
  });
  std::vector<KeyCount> all;
  for (const auto& part : parts) {
    all.insert(all.end(), part.begin(), part.end());
  }
  std::sort(all.begin(), all.end(), [](const KeyCount& a, const KeyCount& b) {
    return a.count != b.count ? a.count > b.count : a.key < b.key;
  });

  Vocabulary v;
  v.keys_.reserve(all.size());
  v.frequencies_.reserve(all.size());
  v.slots_.resize(std::bit_ceil(std::max<std::size_t>(all.size() * 2, 16)));
  const std::size_t mask = v.slots_.size() - 1;
  for (const KeyCount& entry : all) {
    std::size_t i = static_cast<std::size_t>(mix64(entry.key)) & mask;
    while (v.slots_[i].column >= 0) {
      i = (i + 1) & mask;
    }
    v.slots_[i] = {entry.key, static_cast<std::int32_t>(v.keys_.size())};
    v.keys_.push_back(entry.key);
    v.frequencies_.push_back(entry.count);
  }
  return v;
}

std::int32_t Vocabulary::column(std::uint64_t key) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = static_cast<std::size_t>(mix64(key)) & mask;
  while (slots_[i].key != key || slots_[i].column < 0) {
    assert(slots_[i].column >= 0);
    i = (i + 1) & mask;
  }
  return slots_[i].column;
}

} // namespace refrain
