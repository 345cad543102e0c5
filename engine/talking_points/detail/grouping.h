#pragma once
/// @file
/// Groups of windows that say the same, each around a core. Fourth step of talking_points/.
///
///     std::vector<Seed> seeds = find_seeds(text, repeated_evidence(text, 2, control));
///     std::vector<Group> groups = group_statements(index, seeds, options, control);
///
/// Seeds are tried best first. Each is searched for in the whole corpus; what is found gives
/// the core (the stems that many of the windows hold), and the core is searched for again. A window
/// is kept when it agrees with the core, never because it agrees with another window: groups are
/// stars, so they do not chain, and a reworded window is compared with what all the others share,
/// so they split less. A token belongs to one group at most.

#include "refrain/talking_points/detail/clauses.h"
#include "refrain/talking_points/detail/statement_index.h"

#include <cstdint>
#include <span>
#include <vector>

namespace refrain::points {

struct GroupingOptions {
  std::uint32_t min_documents = 2;
  std::uint32_t max_groups = 1000; ///< search ends when this many were found
};

struct Group {
  Statement core;   ///< weight times the share of documents that hold the stem
  TokenRange label; ///< the window that agrees best with the core, widened to read well
  UnitIndex label_unit = 0;
  std::vector<Window> windows; ///< by position, with their similarity to the label
  std::uint32_t documents = 0;
  std::uint32_t voices = 0; ///< sources where known, else documents
};

/// A window to search for elsewhere.
struct Seed {
  TokenIndex begin = 0;
  TokenIndex end = 0;
  float value = 0; ///< how much of it is said elsewhere too
};

/// The best supported window of every unit, best first.
/// @param support  of repeated_evidence()
[[nodiscard]] std::vector<Seed> find_seeds(const StatementText& text,
                                           std::span<const std::uint32_t> support);

/// Sets the numbers of documents and voices by the windows.
void count_voices(const StatementText& text, Group& group);

[[nodiscard]] std::vector<Group> group_statements(const StatementIndex& index,
                                                  const std::vector<Seed>& seeds,
                                                  const GroupingOptions& options,
                                                  const RunControl& control);

} // namespace refrain::points
