#include "refrain/reuse/detail/packed_sort.h"

#include "refrain/core/parallel.h"

#include <algorithm>
#include <array>

namespace refrain::reuse {
namespace {

constexpr std::size_t kGrain = 64;
constexpr std::size_t kParts = 256;
constexpr int kPartShift = 56;

} // namespace

std::vector<std::uint64_t>
collect_packed(std::size_t documents, const RunControl& control,
               const std::function<void(DocumentIndex, std::vector<std::uint64_t>&)>& of) {
  std::vector<std::vector<std::uint64_t>> found((documents + kGrain - 1) / kGrain);
  parallel_for(found.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t block = begin; block < end; ++block) {
      control.check();
      const std::size_t last = std::min(documents, (block + 1) * kGrain);
      for (std::size_t d = block * kGrain; d < last; ++d) {
        of(static_cast<DocumentIndex>(d), found[block]);
      }
    }
  });
  std::size_t size = 0;
  for (const std::vector<std::uint64_t>& block : found) {
    size += block.size();
  }
  std::vector<std::uint64_t> all;
  all.reserve(size);
  for (std::vector<std::uint64_t>& block : found) {
    all.insert(all.end(), block.begin(), block.end());
    block = std::vector<std::uint64_t>(); // = {} would keep the memory
  }
  return all;
}

void sort_packed(std::vector<std::uint64_t>& words) {
  std::array<std::size_t, kParts + 1> begin{};
  for (const std::uint64_t word : words) {
    ++begin[(word >> kPartShift) + 1];
  }
  for (std::size_t p = 0; p < kParts; ++p) {
    begin[p + 1] += begin[p];
  }
  std::vector<std::uint64_t> parted(words.size());
  std::array<std::size_t, kParts> next{};
  std::copy(begin.begin(), begin.end() - 1, next.begin());
  for (const std::uint64_t word : words) {
    parted[next[word >> kPartShift]++] = word;
  }
  words.swap(parted);
  parallel_for(kParts, 1, [&](std::size_t first, std::size_t last) {
    for (std::size_t p = first; p < last; ++p) {
      std::sort(words.begin() + static_cast<std::ptrdiff_t>(begin[p]),
                words.begin() + static_cast<std::ptrdiff_t>(begin[p + 1]));
    }
  });
}

} // namespace refrain::reuse
