#include "refrain/talking_points/detail/attach.h"

#include "refrain/core/parallel.h"
#include "refrain/core/scratch_pool.h"
#include "refrain/talking_points/detail/pairs.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <tuple>
#include <utility>

namespace refrain::points {
namespace {

constexpr float kMinEvidence = 0.54F; ///< in squares of the largest idf, times the root of Dice
constexpr float kMinDice = 0.2F;
constexpr std::uint32_t kMinShared = 2;
/// Stems whose lists are not read may weigh so much, in parts of what an offer must share.
constexpr float kUnread = 0.5F;

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

/// Units that share less evidence with a label of evidence `own` are no offer, whatever else they
/// say: what they hold weighs as much as what they share, at least.
float least_evidence(float own) {
  double low = own / 9; // Dice would be below kMinDice
  double high = std::max(own, 1.0F);
  for (int step = 0; step < 24; ++step) {
    const double middle = (low + high) / 2;
    const double score = middle * std::sqrt(2 * middle / (own + middle));
    (score < kMinEvidence ? low : high) = middle;
  }
  return static_cast<float>(low * 0.999); // sums are rounded
}

/// Looks for the offers to one group after another. A thread's own.
class Attacher {
public:
  Attacher(const StatementIndex& index, const std::vector<float>& stems,
           const std::vector<float>& units)
      : index_(index), stems_(stems), units_(units), read_(units.size()), places_(stems.size()) {}

  /// The free units that share enough with the group's label.
  void offers(const Group& group, std::uint32_t number, const std::vector<std::uint8_t>& held,
              std::vector<Offer>& out) {
    const Statement label = evidence_of_label(index_.text(), group);
    float own = 0;
    for (std::uint32_t i = 0; i < label.size(); ++i) {
      own += label[i].weight;
      places_[label[i].stem] = i + 1;
    }
    const float least = least_evidence(own);
    const float unread = read_lists(label, least);
    for (const UnitIndex unit : touched_) {
      const float read = std::exchange(read_[unit], 0.0F);
      if (held[unit] == 0 && read + unread >= least) {
        offer(label, own, unit, number, out);
      }
    }
    touched_.clear();
    for (const WeightedStem& s : label) {
      places_[s.stem] = 0;
    }
  }

private:
  /// Adds up what units share with the label, but for its commonest stems, which stand in most
  /// units and do not make an offer by themselves. Gives the evidence of these.
  float read_lists(const Statement& label, float least) {
    by_frequency_ = label;
    index_.sort_by_frequency(by_frequency_);
    float unread = 0;
    for (const WeightedStem& s : by_frequency_) {
      if (unread + s.weight < kUnread * least) {
        unread += s.weight;
        continue;
      }
      for (const UnitIndex unit : index_.units_with(s.stem)) {
        if (read_[unit] == 0) {
          touched_.push_back(unit);
        }
        read_[unit] += s.weight;
      }
    }
    return unread;
  }

  void offer(const Statement& label, float own, UnitIndex unit, std::uint32_t number,
             std::vector<Offer>& out) {
    shared_.clear();
    for (const Stem stem : index_.stems_of(unit)) {
      if (places_[stem] != 0) {
        shared_.push_back(places_[stem] - 1);
      }
    }
    if (shared_.size() < kMinShared) {
      return;
    }
    std::sort(shared_.begin(), shared_.end()); // sums are those of the label's order
    float evidence = 0;
    float raised = 0; // by how much the group raises the evidence of the shared stems
    for (const std::uint32_t i : shared_) {
      evidence += label[i].weight;
      raised += label[i].weight - stems_[label[i].stem];
    }
    const float dice = 2 * evidence / (own + units_[unit] + raised);
    const float score = evidence * std::sqrt(dice);
    if (dice >= kMinDice && score >= kMinEvidence) {
      out.push_back({unit, number, score});
    }
  }

  const StatementIndex& index_;
  const std::vector<float>& stems_;
  const std::vector<float>& units_;
  std::vector<float> read_;           ///< a unit; zeros between groups
  std::vector<std::uint32_t> places_; ///< a stem: one more than its index in the label, or 0
  std::vector<UnitIndex> touched_;
  Statement by_frequency_;
  std::vector<std::uint32_t> shared_; ///< indexes in the label
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
  const std::vector<float> stems = evidence_of_stems(text);
  const std::vector<float> units = evidence_of_units(text, stems);
  ScratchPool<Attacher> attachers([&] { return std::make_unique<Attacher>(index, stems, units); });
  constexpr std::size_t kGrain = 256;
  std::vector<std::vector<Offer>> found((groups.size() + kGrain - 1) / kGrain);
  parallel_for(found.size(), 1, [&](std::size_t begin, std::size_t end) {
    const auto attacher = attachers.borrow();
    for (std::size_t block = begin; block < end; ++block) {
      control.check();
      const std::size_t last = std::min(groups.size(), (block + 1) * kGrain);
      for (std::size_t g = block * kGrain; g < last; ++g) {
        (*attacher).offers(groups[g], static_cast<std::uint32_t>(g), held, found[block]);
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
