#include "refrain/reuse/detail/matches.h"

#include "refrain/core/hash.h"

#include <bit>

namespace refrain::reuse {
namespace {

std::uint64_t gram(std::span<const Word> words, std::size_t at, std::uint32_t least) {
  std::uint64_t h = 0;
  for (std::uint32_t i = 0; i < least; ++i) {
    h = (h ^ words[at + i].term) * 0x9E3779B97F4A7C15ULL;
    h ^= h >> 29;
  }
  return h;
}

bool equal(std::span<const Word> a, std::size_t i, std::span<const Word> b, std::size_t j,
           std::uint32_t count) {
  for (std::uint32_t k = 0; k < count; ++k) {
    if (a[i + k].term != b[j + k].term) {
      return false;
    }
  }
  return true;
}

} // namespace

void MatchFinder::find(std::span<const Word> a, std::span<const Word> b, std::uint32_t least,
                       std::vector<Run>& runs) {
  runs.clear();
  if (a.size() < least || b.size() < least) {
    return;
  }
  const std::size_t grams = b.size() - least + 1;
  const std::size_t slots = std::bit_ceil(grams * 2);
  const int shift = 64 - std::countr_zero(slots);
  heads_.assign(slots, kNone);
  next_.resize(grams);
  for (std::size_t j = grams; j-- > 0;) {
    std::uint32_t& head = heads_[gram(b, j, least) >> shift];
    next_[j] = head;
    head = static_cast<std::uint32_t>(j);
  }
  for (std::size_t i = 0; i + least <= a.size(); ++i) {
    std::uint32_t repeats = 0;
    for (std::uint32_t j = heads_[gram(a, i, least) >> shift]; j != kNone; j = next_[j]) {
      if (!equal(a, i, b, j, least)) {
        continue;
      }
      if (++repeats > kMaxRepeats) {
        break;
      }
      if (i > 0 && j > 0 && a[i - 1].term == b[j - 1].term) {
        continue; // found already from its first word
      }
      std::uint32_t length = least;
      while (i + length < a.size() && j + length < b.size() &&
             a[i + length].term == b[j + length].term) {
        ++length;
      }
      runs.push_back({static_cast<std::uint32_t>(i), j, length});
    }
  }
}

} // namespace refrain::reuse
