#include "refrain/reuse/detail/matches.h"

#include "refrain/core/hash.h"

#include <algorithm>
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

// Polynomials over the integers modulo 2^61 - 1. Source: Karp, Rabin 1987.
constexpr std::uint64_t kPrime = (std::uint64_t{1} << 61) - 1;
__extension__ using Wide = unsigned __int128;
constexpr std::uint64_t kBase = 0x0D1B54A32D192ED0ULL;

std::uint64_t product(std::uint64_t x, std::uint64_t y) {
  const auto both = static_cast<Wide>(x) * y;
  const std::uint64_t sum =
      static_cast<std::uint64_t>(both & kPrime) + static_cast<std::uint64_t>(both >> 61);
  return sum >= kPrime ? sum - kPrime : sum;
}

} // namespace

void MatchFinder::Starts::read(std::span<const Word> words) {
  hashes.assign(1, 0);
  for (const Word& word : words) {
    const std::uint64_t next = product(hashes.back(), kBase) + word.term + 1;
    hashes.push_back(next >= kPrime ? next - kPrime : next);
  }
}

std::uint64_t MatchFinder::hash_of(const Starts& starts, std::size_t begin, std::size_t end) const {
  const std::uint64_t before = product(starts.hashes[begin], powers_[end - begin]);
  const std::uint64_t whole = starts.hashes[end];
  return whole >= before ? whole - before : whole + kPrime - before;
}

void MatchFinder::read_starts(std::span<const Word> a, std::span<const Word> b) {
  if (!a_starts_.hashes.empty()) {
    return;
  }
  a_starts_.read(a);
  b_starts_.read(b);
  powers_.assign(1, 1);
  for (std::size_t k = 0; k < std::min(a.size(), b.size()); ++k) {
    powers_.push_back(product(powers_.back(), kBase));
  }
}

/// How many words before a[i] and b[j] are equal.
std::uint32_t MatchFinder::words_before(std::span<const Word> a, std::size_t i,
                                        std::span<const Word> b, std::size_t j) {
  const std::size_t most = std::min(i, j);
  std::size_t length = 0;
  if (walked_ < kWalked * (a.size() + b.size())) {
    while (length < most && a[i - length - 1].term == b[j - length - 1].term) {
      ++length;
    }
    walked_ += length;
    return static_cast<std::uint32_t>(length);
  }
  read_starts(a, b);
  for (std::size_t beyond = most + 1; beyond - length > 1;) { // equal up to length, not beyond
    const std::size_t middle = length + (beyond - length) / 2;
    (hash_of(a_starts_, i - middle, i) == hash_of(b_starts_, j - middle, j) ? length : beyond) =
        middle;
  }
  return static_cast<std::uint32_t>(length);
}

std::uint32_t MatchFinder::run_length(std::span<const Word> a, std::size_t i,
                                      std::span<const Word> b, std::size_t j) {
  const std::size_t most = std::min(a.size() - i, b.size() - j);
  std::size_t length = 0;
  if (walked_ < kWalked * (a.size() + b.size())) {
    while (length < most && a[i + length].term == b[j + length].term) {
      ++length;
    }
    walked_ += length;
    return static_cast<std::uint32_t>(length);
  }
  read_starts(a, b);
  for (std::size_t beyond = most + 1; beyond - length > 1;) { // equal up to length, not beyond
    const std::size_t middle = length + (beyond - length) / 2;
    (hash_of(a_starts_, i, i + middle) == hash_of(b_starts_, j, j + middle) ? length : beyond) =
        middle;
  }
  return static_cast<std::uint32_t>(length);
}

void MatchFinder::find(std::span<const Word> a, std::span<const Word> b, std::uint32_t least,
                       std::vector<Run>& runs) {
  runs.clear();
  walked_ = 0;
  a_starts_.hashes.clear();
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
  ends_.assign(a.size() + b.size(), 0);
  bool ordered = true;
  for (std::size_t i = 0; i + least <= a.size(); ++i) {
    std::uint32_t repeats = 0;
    for (std::uint32_t j = heads_[gram(a, i, least) >> shift]; j != kNone; j = next_[j]) {
      if (!equal(a, i, b, j, least)) {
        continue;
      }
      if (++repeats > kMaxRepeats) {
        break;
      }
      std::uint32_t& end = ends_[a.size() + j - i];
      std::uint32_t before = 0;
      if (i > 0 && j > 0 && a[i - 1].term == b[j - 1].term) {
        if (end > i) {
          continue; // found already from words before
        }
        before = words_before(a, i, b, j); // whose own places were too many
        ordered = false;
      }
      const auto begin = static_cast<std::uint32_t>(i) - before;
      runs.push_back({begin, j - before, before + run_length(a, i, b, j)});
      end = begin + runs.back().length;
    }
  }
  if (!ordered) {
    std::sort(runs.begin(), runs.end());
  }
}

} // namespace refrain::reuse
