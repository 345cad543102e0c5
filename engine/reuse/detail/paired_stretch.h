#pragma once
/// @file
/// The stretch of a window whose words pair best with those of another passage, each of which pairs
/// once: where passage_fit.h puts the bounds of a reworded passage.
///
///     StretchFinder finder;                      // one a thread: it keeps buffers
///     Stretch best = finder.find(window);        // words [best.begin, best.end) of the window
///
/// Each begin has a bound on its best sum, and only those that may be the best are added up word by
/// word. Between a few bounds of sentences it is the sum with all limits left out. Between many it
/// is the best sum itself, but for rounding: as the begin moves to the left, words begin to count,
/// and others of their kinds further on no longer do, which a tree over the gaps between
/// neighbouring bounds takes up.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace refrain::reuse {

struct PairedWord {
  double gain = 0;        ///< at least 0 and the same for all words of a kind that has a limit
  std::uint32_t kind = 0; ///< position in `limits`, or kAlways
};

struct PairedWindow {
  static constexpr std::uint32_t kAlways = std::numeric_limits<std::uint32_t>::max();

  std::vector<PairedWord> words;
  /// Of each kind, how many words of a stretch count, at least one: the first; others add nothing.
  std::vector<std::uint32_t> limits;
  std::vector<std::uint32_t> bounds; ///< where stretches begin and end, ascending, at least two
};

/// Words [begin, end) and the sum of the gains that count.
struct Stretch {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  double sum = -std::numeric_limits<double>::infinity();
};

class StretchFinder {
public:
  /// The stretch between two bounds with the largest sum, added up from its first word on; of equal
  /// ones the one that begins first, then the one that ends first.
  /// O(words log bounds), and O(words) for each begin whose best is within rounding of the best.
  [[nodiscard]] Stretch find(const PairedWindow& window);

private:
  static constexpr double kNone = -std::numeric_limits<double>::infinity();
  struct Node {
    double sum = 0;      ///< of its words that count
    double best = kNone; ///< of its first gaps; none left of the begin
  };
  [[nodiscard]] Stretch from(const PairedWindow& window, std::size_t first);
  void bound_without_limits(const PairedWindow& window);
  void bound_with_limits(const PairedWindow& window);
  void set_leaf(std::size_t gap, const Node& leaf);

  std::vector<std::uint32_t> left_;   ///< of each kind, how many more words count
  std::vector<double> most_;          ///< of each begin, its bound
  std::vector<Node> tree_;            ///< node i above 2 i and 2 i + 1; its leaves are gaps
  std::vector<std::uint32_t> gaps_;   ///< of each word, the gap it stands in
  std::vector<std::uint32_t> places_; ///< words kind by kind, from right to left
  std::vector<std::uint32_t> firsts_; ///< of each kind, in places_
  std::vector<std::uint32_t> ends_;   ///< of each kind, behind its words that count or have counted
};

} // namespace refrain::reuse
