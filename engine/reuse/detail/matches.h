#pragma once
/// @file
/// Maximal runs of equal tokens between two documents: the exact seeds of a pair. After prepared.h.
///
///     MatchFinder finder;                       // one a thread: it keeps its table
///     finder.find(a, b, 5, matches);            // every maximal run of at least 5 equal words
///
/// Quirk: a text that repeats itself ("ha ha ha ...") has runs that are long and many. Once their
/// words add up to kWalked times those of both documents, a run's length is found by comparing
/// hashes of halves, 61 bits each.

#include "refrain/reuse/detail/prepared.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain::reuse {

/// words a[a .. a+length) equal words b[b .. b+length), and the run cannot be made longer.
struct Run {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t length = 0;
  friend auto operator<=>(const Run&, const Run&) = default;
};

class MatchFinder {
public:
  /// Replaces `runs` by the maximal runs of at least `least` words, ordered by (a, b). `least`
  /// words that occur more than kMaxRepeats times in b are looked at in their first kMaxRepeats
  /// places only, so that the work stays O(a + b + runs log(a + b)): a run is found where any of
  /// its words are looked at.
  void find(std::span<const Word> a, std::span<const Word> b, std::uint32_t least,
            std::vector<Run>& runs);

  static constexpr std::uint32_t kMaxRepeats = 32;
  static constexpr std::uint64_t kWalked = 16;

private:
  /// Hashes of all starts of a document, from which those of its ranges follow.
  struct Starts {
    std::vector<std::uint64_t> hashes;
    void read(std::span<const Word> words);
  };

  [[nodiscard]] std::uint32_t run_length(std::span<const Word> a, std::size_t i,
                                         std::span<const Word> b, std::size_t j);
  [[nodiscard]] std::uint32_t words_before(std::span<const Word> a, std::size_t i,
                                           std::span<const Word> b, std::size_t j);
  void read_starts(std::span<const Word> a, std::span<const Word> b);
  [[nodiscard]] std::uint64_t hash_of(const Starts& starts, std::size_t begin,
                                      std::size_t end) const;

  std::uint64_t walked_ = 0; // words of runs so far
  Starts a_starts_;          // empty until they are needed
  Starts b_starts_;
  std::vector<std::uint64_t> powers_;
  std::vector<std::uint32_t> heads_;
  std::vector<std::uint32_t> next_;
  std::vector<std::uint32_t> ends_; // in a, of the last run on each diagonal
};

} // namespace refrain::reuse
