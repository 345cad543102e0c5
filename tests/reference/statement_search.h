#pragma once
/// @file
/// Slow twin of StatementSearch::find: looks at every unit and every window of it.

#include "refrain/talking_points/detail/statement_index.h"

#include <map>
#include <set>
#include <vector>

namespace refrain::reference {

/// Units whose distinct stems hold at least `min_coverage` of the statement's weight.
inline std::vector<points::UnitIndex> units_that_hold(const points::StatementText& text,
                                                      const points::Statement& statement,
                                                      double min_coverage) {
  std::map<points::Stem, double> wanted;
  double total = 0;
  for (const points::WeightedStem& s : statement) {
    wanted[s.stem] = s.weight;
    total += s.weight;
  }
  std::vector<points::UnitIndex> units;
  for (points::UnitIndex u = 0; u < text.units.size(); ++u) {
    std::set<points::Stem> stems;
    for (points::TokenIndex t = text.units[u].begin; t < text.units[u].end; ++t) {
      stems.insert(text.stem(t));
    }
    double held = 0;
    for (const points::Stem stem : stems) {
      held += wanted.contains(stem) ? wanted[stem] : 0;
    }
    if (held >= min_coverage * total) {
      units.push_back(u);
    }
  }
  return units;
}

} // namespace refrain::reference
