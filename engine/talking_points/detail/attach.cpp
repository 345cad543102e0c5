#include "refrain/talking_points/detail/attach.h"

#include "refrain/core/parallel.h"
#include "refrain/talking_points/detail/pairs.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace refrain::points {
namespace {

constexpr float kMinEvidence = 0.54F; ///< in squares of the largest idf, times the root of Dice
constexpr float kMinDice = 0.2F;
constexpr std::uint32_t kMinShared = 2;

struct Offer {
  UnitIndex unit = 0;
  std::uint32_t group = 0;
  float score = 0;
};

/// What a unit shares with a label.
struct Shared {
  float evidence = 0;
  float raised = 0; ///< by how much the group raises the evidence of the shared stems
  std::uint32_t stems = 0;
};

/// Sum over the distinct stems of each unit.
std::vector<float> evidence_of_units(const StatementText& text, const std::vector<float>& stems) {
  std::vector<float> sums(text.units.size());
  parallel_for(text.units.size(), 8192, [&](std::size_t begin, std::size_t end) {
    std::vector<Stem> seen;
    for (std::size_t u = begin; u < end; ++u) {
      seen.clear();
      for (TokenIndex t = text.units[u].begin; t < text.units[u].end; ++t) {
        seen.push_back(text.stem(t));
      }
      std::sort(seen.begin(), seen.end());
      seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
      for (const Stem stem : seen) {
        sums[u] += stems[stem];
      }
    }
  });
  return sums;
}

/// The evidence of the label's stems, with the group's own windows left out of their frequencies.
Statement evidence_of_label(const StatementText& text, const Group& group) {
  Statement label = statement_of(text, group.label.begin, group.label.end);
  std::vector<std::uint32_t> inside(label.size());
  for (const Window& window : group.windows) {
    for (const WeightedStem& s : statement_of(text, window.begin, window.end)) {
      const auto it =
          std::lower_bound(label.begin(), label.end(), s.stem,
                           [](const WeightedStem& held, Stem stem) { return held.stem < stem; });
      if (it != label.end() && it->stem == s.stem) {
        ++inside[static_cast<std::size_t>(it - label.begin())];
      }
    }
  }
  for (std::size_t i = 0; i < label.size(); ++i) {
    const std::uint32_t all = text.frequencies[label[i].stem];
    label[i].weight = squared_idf(text, all - std::min(all, inside[i]));
  }
  return label;
}

class Attacher {
public:
  explicit Attacher(const StatementIndex& index)
      : index_(index), text_(index.text()), stems_(evidence_of_stems(text_)),
        units_(evidence_of_units(text_, stems_)) {}

  /// The free units that share enough with the group's label.
  /// @param shared  a unit; empty before and after
  void offers(const Group& group, std::uint32_t number, const std::vector<std::uint8_t>& held,
              std::vector<Shared>& shared, std::vector<Offer>& out) const {
    const Statement label = evidence_of_label(text_, group);
    float own = 0;
    std::vector<UnitIndex> touched;
    for (const WeightedStem& s : label) {
      own += s.weight;
      for (const UnitIndex unit : index_.units_with(s.stem)) {
        if (shared[unit].stems++ == 0) {
          touched.push_back(unit);
        }
        shared[unit].evidence += s.weight;
        shared[unit].raised += s.weight - stems_[s.stem];
      }
    }
    for (const UnitIndex unit : touched) {
      const Shared& both = shared[unit];
      const float dice = 2 * both.evidence / (own + units_[unit] + both.raised);
      const float score = both.evidence * std::sqrt(dice);
      if (held[unit] == 0 && both.stems >= kMinShared && dice >= kMinDice &&
          score >= kMinEvidence) {
        out.push_back({unit, number, score});
      }
      shared[unit] = {};
    }
  }

private:
  const StatementIndex& index_;
  const StatementText& text_;
  std::vector<float> stems_;
  std::vector<float> units_;
};

} // namespace

void attach_reworded(const StatementIndex& index, std::vector<Group>& groups,
                     const RunControl& control) {
  const StatementText& text = index.text();
  std::vector<std::uint8_t> held(text.units.size());
  for (const Group& group : groups) {
    for (const Window& window : group.windows) {
      held[window.unit] = 1;
    }
  }
  const Attacher attacher(index);
  constexpr std::size_t kGrain = 256;
  std::vector<std::vector<Offer>> found((groups.size() + kGrain - 1) / kGrain);
  parallel_for(found.size(), 1, [&](std::size_t begin, std::size_t end) {
    std::vector<Shared> shared(text.units.size());
    for (std::size_t block = begin; block < end; ++block) {
      control.check();
      const std::size_t last = std::min(groups.size(), (block + 1) * kGrain);
      for (std::size_t g = block * kGrain; g < last; ++g) {
        attacher.offers(groups[g], static_cast<std::uint32_t>(g), held, shared, found[block]);
      }
    }
  });
  std::vector<Offer> offers;
  for (const std::vector<Offer>& block : found) {
    offers.insert(offers.end(), block.begin(), block.end());
  }
  std::sort(offers.begin(), offers.end(), [](const Offer& a, const Offer& b) {
    return std::make_tuple(a.unit, -a.score, a.group) < std::make_tuple(b.unit, -b.score, b.group);
  });
  StatementSearch search(index);
  std::vector<std::uint8_t> grown(groups.size());
  for (std::size_t i = 0; i < offers.size(); ++i) {
    if (i > 0 && offers[i].unit == offers[i - 1].unit) {
      continue;
    }
    Group& group = groups[offers[i].group];
    const Unit& unit = text.units[offers[i].unit];
    Window window = search.best_window(statement_of(text, group.label.begin, group.label.end),
                                       unit.begin, unit.end);
    if (window.shared >= kMinShared) {
      group.windows.push_back(window);
      grown[offers[i].group] = 1;
    }
  }
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (grown[g] != 0) {
      std::sort(groups[g].windows.begin(), groups[g].windows.end(),
                [](const Window& a, const Window& b) { return a.begin < b.begin; });
      count_voices(text, groups[g]);
    }
  }
}

} // namespace refrain::points
