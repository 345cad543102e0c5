#include "refrain/text/word_numbers.h"

#include "refrain/core/parallel.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <utility>

namespace refrain {
namespace {

constexpr std::size_t kFewestSlots = std::size_t{1} << 12;

} // namespace

BlockWords::BlockWords() : slots_(kFewestSlots), mask_(kFewestSlots - 1) {}

std::uint32_t BlockWords::add(TokenKey key, Slot& slot) {
  const auto number = static_cast<std::uint32_t>(keys_.size());
  slot = {key, number + 1};
  keys_.push_back(key);
  if (2 * keys_.size() > slots_.size()) {
    slots_.assign(2 * slots_.size(), {});
    mask_ = slots_.size() - 1;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      std::size_t place = keys_[i] & mask_;
      while (slots_[place].next_number != 0) {
        place = (place + 1) & mask_;
      }
      slots_[place] = {keys_[i], static_cast<std::uint32_t>(i) + 1};
    }
  }
  return number;
}

std::vector<TokenKey> BlockWords::take() {
  std::vector<TokenKey> taken(keys_.begin(), keys_.end()); // as long as it has to be
  keys_.clear();
  std::fill(slots_.begin(), slots_.end(), Slot{});
  return taken;
}

WordNumbers::WordNumbers(std::vector<TokenKey> keys) : keys_(std::move(keys)) {
  parallel_sort(keys_, std::less<>());
  keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
  keys_.shrink_to_fit();
  const unsigned bits = std::clamp(static_cast<unsigned>(std::bit_width(keys_.size())), 1U, 24U);
  shift_ = 64 - bits;
  bucket_begins_.resize((std::size_t{1} << bits) + 1);
  std::size_t i = 0;
  for (std::size_t bucket = 0; bucket < bucket_begins_.size(); ++bucket) {
    while (i < keys_.size() && keys_[i] >> shift_ < bucket) {
      ++i;
    }
    bucket_begins_[bucket] = static_cast<std::uint32_t>(i);
  }
}

std::vector<std::uint32_t> WordNumbers::of(std::span<const TokenKey> keys) const {
  std::vector<std::uint32_t> numbers(keys.size());
  for (std::size_t k = 0; k < keys.size(); ++k) {
    std::uint32_t i = bucket_begins_[keys[k] >> shift_];
    while (keys_[i] != keys[k]) {
      ++i;
    }
    numbers[k] = i;
  }
  return numbers;
}

} // namespace refrain
