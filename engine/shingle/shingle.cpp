#include "refrain/shingle/shingle.h"

#include "refrain/core/error.h"

#include <algorithm>
#include <string_view>

namespace refrain {
namespace {

// C - 1 is twice an odd number, so that swapped tokens give another sum unless their keys differ by
// exactly 2^63.
constexpr std::uint64_t kBase = 0x9E3779B97F4A7C17ULL;

// Sums of equal differences (a b c, a b d, x y c, x y d) are linearly dependent; the mix breaks
// that up before an affine permutation of sketch/ could keep it.
constexpr Shingle finish(std::uint64_t sum) {
  sum ^= sum >> 32;
  sum *= 0xD6E8FEB86659FD93ULL;
  return sum ^ (sum >> 29);
}

// Shorter sequences start from their length, so that "a" as a whole passage is not the shingle of
// any longer one except by accident.
Shingle short_shingle(std::span<const TokenKey> keys) {
  std::uint64_t sum = mix64(0xA0761D6478BD642FULL + keys.size());
  for (const TokenKey key : keys) {
    sum = sum * kBase + key;
  }
  return finish(sum);
}

} // namespace

void shingle(std::span<const TokenKey> keys, std::uint32_t w, std::vector<Shingle>& shingles) {
  if (w == 0) {
    throw InvalidArgument("tokens in a shingle: expected at least 1, found 0");
  }
  const std::size_t count = shingle_count(keys.size(), w);
  shingles.resize(count);
  if (keys.size() < w) {
    if (count == 1) {
      shingles[0] = short_shingle(keys);
    }
    return;
  }
  if (w == 3) {
    for (std::size_t i = 0; i < count; ++i) {
      shingles[i] = finish(keys[i] * (kBase * kBase) + keys[i + 1] * kBase + keys[i + 2]);
    }
    return;
  }
  std::uint64_t leaving = 1; // kBase^w
  std::uint64_t sum = 0;
  for (std::uint32_t j = 0; j < w; ++j) {
    sum = sum * kBase + keys[j];
    leaving *= kBase;
  }
  shingles[0] = finish(sum);
  for (std::size_t i = 1; i < count; ++i) {
    sum = sum * kBase + keys[i + w - 1] - keys[i - 1] * leaving;
    shingles[i] = finish(sum);
  }
}

void make_shingle_set(std::vector<Shingle>& shingles) {
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
}

Hash128 hash_token_sequence(std::span<const TokenKey> keys) {
  return hash_bytes_128(
      std::string_view(reinterpret_cast<const char*>(keys.data()), keys.size_bytes()));
}

Overlap overlap(std::span<const Shingle> a, std::span<const Shingle> b) {
  Overlap result{static_cast<std::uint32_t>(a.size()), static_cast<std::uint32_t>(b.size()), 0};
  std::size_t i = 0;
  std::size_t j = 0;
  // Without branches on the data: the order of random shingles cannot be predicted.
  while (i < a.size() && j < b.size()) {
    const Shingle x = a[i];
    const Shingle y = b[j];
    result.shared += static_cast<std::uint32_t>(x == y);
    i += static_cast<std::size_t>(x <= y);
    j += static_cast<std::size_t>(y <= x);
  }
  return result;
}

} // namespace refrain
