#include "refrain/talking_points/detail/attach.h"

#include "refrain/core/parallel.h"
#include "refrain/talking_points/detail/pairs.h"

#include <algorithm>
#include <tuple>

namespace refrain::points {
namespace {

constexpr float kMinEvidence = 0.3F; ///< in squares of the largest idf
constexpr float kMinDice = 0.2F;
constexpr std::uint32_t kMinShared = 2;

struct Offer {
  UnitIndex unit = 0;
  std::uint32_t group = 0;
  float score = 0;
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

class Attacher {
public:
  explicit Attacher(const StatementIndex& index)
      : index_(index), text_(index.text()), stems_(evidence_of_stems(text_)),
        units_(evidence_of_units(text_, stems_)) {}

  /// The free units that share enough with the group's label.
  void offers(const Group& group, std::uint32_t number, const std::vector<std::uint8_t>& held,
              std::vector<float>& sums, std::vector<std::uint8_t>& counts,
              std::vector<Offer>& out) const {
    const Statement label = statement_of(text_, group.label.begin, group.label.end);
    float own = 0;
    for (const WeightedStem& s : label) {
      own += stems_[s.stem];
    }
    std::vector<UnitIndex> touched;
    for (const WeightedStem& s : label) {
      for (const UnitIndex unit : index_.units_with(s.stem)) {
        if (counts[unit] == 0) {
          touched.push_back(unit);
        }
        ++counts[unit];
        sums[unit] += stems_[s.stem];
      }
    }
    for (const UnitIndex unit : touched) {
      const float shared = sums[unit];
      const float dice = 2 * shared / (own + units_[unit]);
      if (held[unit] == 0 && counts[unit] >= kMinShared && dice >= kMinDice &&
          shared * dice >= kMinEvidence) {
        out.push_back({unit, number, shared * dice});
      }
      sums[unit] = 0;
      counts[unit] = 0;
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
    std::vector<float> sums(text.units.size());
    std::vector<std::uint8_t> counts(text.units.size());
    for (std::size_t block = begin; block < end; ++block) {
      control.check();
      const std::size_t last = std::min(groups.size(), (block + 1) * kGrain);
      for (std::size_t g = block * kGrain; g < last; ++g) {
        attacher.offers(groups[g], static_cast<std::uint32_t>(g), held, sums, counts, found[block]);
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
