#pragma once
/// @file
/// Finds every place that says a given statement: stems to units, then the best window of a unit.
/// Third step of talking_points/.
///
///     StatementIndex index(text);
///     StatementSearch search(index);               // one a thread: it keeps buffers
///     search.find(statement, options, found);
///
/// A statement is a set of weighted stems. A unit is looked at when it holds enough of their
/// weight; then the window of it that agrees best is cut out (a maximal-sum range, where a stem of
/// the statement counts for and any other content word against), and scored by the harmonic mean of
/// what it covers of the statement and what of it the statement covers. Order does not matter.

#include "refrain/talking_points/detail/statement_text.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain::points {

struct WeightedStem {
  Stem stem = 0;
  float weight = 0;
};

/// Distinct stems, ascending; weights above 0.
using Statement = std::vector<WeightedStem>;

struct SearchOptions {
  float min_coverage = 0.4F;    ///< share of the statement's weight that a unit must hold
  float min_similarity = 0.5F;  ///< of the window
  std::uint32_t min_shared = 3; ///< distinct stems; two are enough from strong_similarity on
  float strong_similarity = 0.75F;
};

/// A window of a unit that says the statement.
struct Window {
  UnitIndex unit = 0;
  TokenIndex begin = 0;
  TokenIndex end = 0;
  float similarity = 0;
  std::uint32_t shared = 0; ///< distinct stems of the statement inside
};

class StatementIndex {
public:
  explicit StatementIndex(const StatementText& text);

  [[nodiscard]] const StatementText& text() const { return text_; }
  [[nodiscard]] std::span<const UnitIndex> units_with(Stem stem) const {
    return std::span(postings_).subspan(first_[stem], first_[stem + 1] - first_[stem]);
  }

  /// The distinct content stems of a unit, in the order of their first places.
  [[nodiscard]] std::span<const Stem> stems_of(UnitIndex unit) const {
    return std::span(stems_).subspan(unit_first_[unit], unit_first_[unit + 1] - unit_first_[unit]);
  }

  /// By the length of their lists, the longest first: the one to leave unread first.
  void sort_by_frequency(Statement& statement) const;

private:
  const StatementText& text_;
  std::vector<std::uint64_t> first_;
  std::vector<UnitIndex> postings_;
  std::vector<std::uint64_t> unit_first_;
  std::vector<Stem> stems_;
};

class StatementSearch {
public:
  explicit StatementSearch(const StatementIndex& index);

  /// Replaces `found` by the windows that say the statement, in order of units.
  void find(const Statement& statement, const SearchOptions& options, std::vector<Window>& found);

  /// The best window of tokens [begin, end) for the statement; similarity 0 when there is none.
  [[nodiscard]] Window best_window(const Statement& statement, TokenIndex begin, TokenIndex end);

  struct StemSpread {
    Stem stem = 0;
    std::uint32_t documents = 0; ///< that hold it inside their windows
  };
  /// The stems of content words in windows, ascending. O(words); valid until the next call.
  /// @param windows  in order of units
  [[nodiscard]] std::span<const StemSpread> spread_of(std::span<const Window> windows);

private:
  /// What is left to read of the list of a stem.
  struct List {
    const UnitIndex* begin = nullptr; ///< of this block
    const UnitIndex* next = nullptr;
    const UnitIndex* end = nullptr;
    std::int16_t weight = 0;
  };

  void mark(const Statement& statement);
  void unmark(const Statement& statement);
  void open_lists(const Statement& statement, float needed);
  void find_candidates();
  void take_candidates(UnitIndex base, std::size_t read);
  [[nodiscard]] float held_by(UnitIndex unit) const;
  [[nodiscard]] Window cut_window(TokenIndex begin, TokenIndex end);

  const StatementIndex& index_;
  std::vector<List> lists_;
  std::vector<std::int16_t> held_; ///< a unit of the block: weight of what was read that it holds
  std::int16_t enough_ = 0;        ///< of held_, for a candidate
  std::vector<UnitIndex> candidates_;
  std::vector<StemSpread> spread_;
  std::vector<std::uint32_t> documents_; ///< a stem: of spread_of()
  std::vector<float> wanted_;            ///< a stem: its weight in the statement, or 0
  std::vector<TokenIndex> seen_;         ///< a stem: where it was last seen in this unit, plus 1
  float total_ = 0;
  Statement by_frequency_;
};

/// The statement that a range of tokens makes: its content stems with their weights.
[[nodiscard]] Statement statement_of(const StatementText& text, TokenIndex begin, TokenIndex end);

} // namespace refrain::points
