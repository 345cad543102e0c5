#include "refrain/talking_points/detail/merge.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace refrain::points {
namespace {

constexpr float kSameLabel = 0.62F; ///< Dice of the weights of two labels that say the same

void join(const StatementText& text, Group& into, Group& from) {
  into.windows.insert(into.windows.end(), from.windows.begin(), from.windows.end());
  std::sort(into.windows.begin(), into.windows.end(),
            [](const Window& a, const Window& b) { return a.begin < b.begin; });
  from.windows.clear();
  count_voices(text, into);
}

} // namespace

void merge_groups(const StatementText& text, std::vector<Group>& groups,
                  const RunControl& control) {
  std::vector<float> totals;
  std::unordered_map<Stem, std::vector<std::uint32_t>> with_stem;
  for (std::uint32_t g = 0; g < groups.size(); ++g) {
    control.check();
    Group& group = groups[g];
    const Statement label = statement_of(text, group.label.begin, group.label.end);
    float total = 0;
    std::map<std::uint32_t, float> shared;
    for (const WeightedStem& s : label) {
      total += s.weight;
      for (const std::uint32_t earlier : with_stem[s.stem]) {
        shared[earlier] += s.weight;
      }
    }
    float best = kSameLabel;
    std::uint32_t target = kNone;
    for (const auto& [earlier, weight] : shared) {
      // Dice of whole labels: a short one that lies inside a long one says less than it.
      const float similarity = 2 * weight / (total + totals[earlier]);
      if (similarity > best) {
        best = similarity;
        target = earlier;
      }
    }
    totals.push_back(total);
    if (target != kNone) {
      for (Window& window : group.windows) {
        window.similarity *= best;
      }
      join(text, groups[target], group);
      continue;
    }
    for (const WeightedStem& s : label) {
      with_stem[s.stem].push_back(g);
    }
  }
  std::erase_if(groups, [](const Group& group) { return group.windows.empty(); });
}

} // namespace refrain::points
