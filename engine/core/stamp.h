#pragma once
/// @file
/// Stamps: numbers that say in which round an entry of a table was set last, so that the table need
/// not be cleared for each round.
///
///     next_stamp(round_, [&] { std::fill(seen_.begin(), seen_.end(), 0); });
///     if (std::exchange(seen_[i], round_) != round_) ...  // the first time in this round

#include <type_traits>

namespace refrain {

/// Begins a round. Clears the table, whose entries of 0 belong to none, once the numbers are used
/// up: an old entry must not pass for one of this round.
template <class Number, class Clear> void next_stamp(Number& stamp, Clear clear) {
  static_assert(std::is_unsigned_v<Number>);
  if (++stamp == 0) {
    clear();
    stamp = 1;
  }
}

} // namespace refrain
