#pragma once
/// @file
/// A growing row of bits that says how many are set up to a place: where ranges begin, so that the
/// number of the range around a place costs two bits a place and one look.
///
///     RankedBits starts;  for (const Token& t : tokens) starts.push_back(t.begins_a_sentence);
///     const std::uint32_t sentence = starts.ones_through(t) - 1;

#include "refrain/core/plain_array.h"

#include <bit>
#include <cstddef>
#include <cstdint>

namespace refrain {

class RankedBits {
public:
  void push_back(bool bit) {
    const std::size_t in_word = size_ % kWordBits;
    if (in_word == 0) {
      words_.push_back({0, ones_});
    }
    words_.back().bits |= static_cast<std::uint32_t>(bit) << in_word;
    ones_ += bit ? 1 : 0;
    ++size_;
  }

  void reserve(std::size_t size) { words_.reserve((size + kWordBits - 1) / kWordBits); }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool operator[](std::size_t i) const {
    return (words_[i / kWordBits].bits >> (i % kWordBits) & 1) != 0;
  }

  /// How many bits [0, i] are set. O(1).
  [[nodiscard]] std::uint32_t ones_through(std::size_t i) const {
    const Word& word = words_[i / kWordBits];
    const std::uint32_t through = word.bits << (kWordBits - 1 - i % kWordBits);
    return word.before + static_cast<std::uint32_t>(std::popcount(through));
  }

private:
  static constexpr std::size_t kWordBits = 32;
  struct Word {
    std::uint32_t bits;
    std::uint32_t before; ///< set in the words before
  };

  PlainArray<Word> words_;
  std::size_t size_ = 0;
  std::uint32_t ones_ = 0;
};

} // namespace refrain
