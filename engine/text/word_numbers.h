#pragma once
/// @file
/// Words as numbers: of one block of texts as they come, then of all blocks together.
///
///     BlockWords words;                                // one a thread
///     tokens.push_back(words.number(token.key));       // for every token of a block
///     block.keys = words.take();                       // ready for the next block
///
///     const WordNumbers numbers(std::move(all_keys));  // those of all blocks, one after the other
///     const std::vector<std::uint32_t> of_run = numbers.of(block.keys);  // by number in the block
///
/// So a token is looked up in a small table that stays in the cache, and only a block's distinct
/// words in that of the run. Numbers of the run go by key: they depend neither on how texts are
/// parted into blocks nor on threads.

#include "refrain/text/tokenizer.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain {

/// Numbers the distinct keys of a block in the order in which they come. 16 to 32 bytes a distinct
/// key, kept for the next block.
class BlockWords {
public:
  BlockWords();

  [[nodiscard]] std::uint32_t number(TokenKey key) {
    // Keys are hashes, so their low bits are places.
    for (std::size_t place = key & mask_;; place = (place + 1) & mask_) {
      Slot& slot = slots_[place];
      if (slot.next_number == 0) {
        return add(key, slot);
      }
      if (slot.key == key) {
        return slot.next_number - 1;
      }
    }
  }

  /// The distinct keys by number. A new block begins.
  [[nodiscard]] std::vector<TokenKey> take();

private:
  struct Slot {
    TokenKey key = 0;
    std::uint32_t next_number = 0; ///< one more than the key's, or 0: free
  };

  std::uint32_t add(TokenKey key, Slot& slot);

  std::vector<Slot> slots_; ///< a power of two; at most half are taken
  std::size_t mask_;
  std::vector<TokenKey> keys_;
};

class WordNumbers {
public:
  /// @param keys  in any order, repeated or not. O(keys log keys), by all threads
  explicit WordNumbers(std::vector<TokenKey> keys);

  /// Distinct, ascending: a word's number is its place.
  [[nodiscard]] const std::vector<TokenKey>& keys() const { return keys_; }

  /// The number of each of some keys of the run. Thread-safe.
  [[nodiscard]] std::vector<std::uint32_t> of(std::span<const TokenKey> keys) const;

private:
  std::vector<TokenKey> keys_;
  unsigned shift_; ///< of a key to its bucket
  std::vector<std::uint32_t> bucket_begins_;
};

} // namespace refrain
