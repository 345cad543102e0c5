#include "refrain/talking_points/detail/grouping.h"

#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"
#include "refrain/core/scratch_pool.h"
#include "refrain/talking_points/detail/evidence.h"

#include <algorithm>
#include <bit>
#include <memory>
#include <unordered_set>
#include <utility>

namespace refrain::points {
namespace {

constexpr float kSure = 0.75F; ///< similarity of a window that is taken whatever its words
constexpr std::uint32_t kLongestSeed = 24; ///< content words
/// How much a window must agree. The more units there are, the more of them agree by chance.
struct Strictness {
  SearchOptions first; ///< with the seed
  SearchOptions core;  ///< with the core
  float label = 0;     ///< with the label
  double piece = 0;    ///< what a window that is a piece of a clause loses as label
};
constexpr Strictness kFew{{0.45F, 0.5F, 3, 0.75F}, {0.4F, 0.48F, 3, 0.75F}, 0.42F, 0.2};
constexpr Strictness kMany{{0.45F, 0.54F, 3, 0.75F}, {0.42F, 0.54F, 3, 0.75F}, 0.48F, 0};

class Grouper {
public:
  Grouper(const StatementIndex& index, const GroupingOptions& options)
      : text_(index.text()), options_(options),
        strictness_(text_.units.size() < kManyUnits ? kFew : kMany), taken_(text_.surfaces.size()) {
  }

  /// The group around one seed; without windows when it is not repeated.
  void build(const Seed& seed, StatementSearch& search, Group& group) const {
    const Statement statement = statement_of(text_, seed.begin, seed.end);
    if (statement.size() < 2) {
      return;
    }
    search.find(statement, strictness_.first, group.windows);
    drop_taken(group);
    if (!is_repeated(group)) {
      group = {};
      return;
    }
    for (int round = 0; round < 2; ++round) {
      find_core(search, group);
      search.find(group.core, strictness_.core, group.windows);
      drop_taken(group);
      if (!is_repeated(group)) {
        group = {};
        return;
      }
    }
    find_core(search, group);
    choose_label(search, group);
    if (!is_repeated(group)) {
      group = {};
    }
  }

  [[nodiscard]] bool accept(Group& group) {
    drop_taken(group);
    if (!is_repeated(group)) {
      return false;
    }
    for (const Window& window : group.windows) {
      std::fill(taken_.begin() + window.begin, taken_.begin() + window.end, true);
    }
    return true;
  }

  [[nodiscard]] bool is_taken(TokenIndex begin, TokenIndex end) const {
    float taken = 0;
    float all = 0;
    for (TokenIndex t = begin; t < end; ++t) {
      all += text_.weight(t);
      taken += taken_[t] ? text_.weight(t) : 0;
    }
    return taken * 2 > all;
  }

private:
  void drop_taken(Group& group) const {
    std::erase_if(group.windows, [&](const Window& w) { return is_taken(w.begin, w.end); });
  }

  /// Counts documents and voices, and says whether they are enough.
  [[nodiscard]] bool is_repeated(Group& group) const {
    count_voices(text_, group);
    return group.documents >= options_.min_documents && (group.voices >= 2 || group.documents >= 3);
  }

  /// Stems that at least two documents and a fifth of them hold, weighted by their share.
  void find_core(StatementSearch& search, Group& group) const {
    group.core.clear();
    for (const StatementSearch::StemSpread& held : search.spread_of(group.windows)) {
      if (held.documents >= 2 && held.documents * 5 >= group.documents) {
        const float share =
            static_cast<float>(held.documents) / static_cast<float>(group.documents);
        group.core.push_back({held.stem, text_.weights[held.stem] * share});
      }
    }
  }

  /// Takes the window that agrees best with the core as label, and drops what disagrees with it.
  void choose_label(StatementSearch& search, Group& group) const {
    Window center;
    double most = 0;
    for (const Window& window : group.windows) {
      const Unit& unit = text_.units[window.unit];
      const Window best = search.best_window(group.core, unit.begin, unit.end);
      if (best.shared == 0) {
        continue;
      }
      // Of windows that agree about as well, one that is a whole clause reads better.
      const double value =
          best.similarity * (1 - strictness_.piece * (1 - completeness(text_, widen(text_, best))));
      if (value > most) {
        most = value;
        center = best;
      }
    }
    group.label = widen(text_, center);
    group.label_unit = center.unit;
    const Statement label = statement_of(text_, group.label.begin, group.label.end);
    for (Window& window : group.windows) {
      const Unit& unit = text_.units[window.unit];
      window.similarity = search.best_window(label, unit.begin, unit.end).similarity;
    }
    const bool plain = plain_words(text_, group.label.begin, group.label.end) >= 2;
    std::erase_if(group.windows, [&](const Window& w) {
      // The mere mention of a name makes no point.
      return w.similarity < strictness_.label ||
             (plain && w.similarity < kSure && plain_words(text_, w.begin, w.end) == 0);
    });
  }

  const StatementText& text_;
  GroupingOptions options_;
  const Strictness& strictness_;
  std::vector<bool> taken_; ///< a token: whether a group holds it
};

} // namespace

void count_voices(const StatementText& text, Group& group) {
  group.documents = 0;
  DocumentIndex last = kNone;
  std::vector<std::uint32_t> voices;
  for (const Window& window : group.windows) {
    const DocumentIndex d = text.units[window.unit].document;
    if (d != last) {
      last = d;
      ++group.documents;
    }
    voices.push_back(text.voice(window.unit));
  }
  std::sort(voices.begin(), voices.end());
  group.voices =
      static_cast<std::uint32_t>(std::unique(voices.begin(), voices.end()) - voices.begin());
}

std::vector<Seed> find_seeds(const StatementText& text, std::span<const std::uint32_t> support) {
  std::vector<Seed> seeds;
  std::size_t next = 0; // of support
  for (const Unit& unit : text.units) {
    Seed best;
    float sum = 0;
    TokenIndex start = unit.begin;
    std::uint32_t words = 0;
    for (TokenIndex t = unit.begin; t < unit.end; ++t) {
      const float weight = text.weight(t);
      if (weight <= 0) {
        continue;
      }
      if (sum <= 0 || words >= kLongestSeed) {
        sum = 0;
        words = 0;
        start = t;
      }
      ++words;
      const std::uint32_t said = weight >= kLightestWord ? support[next++] : 0;
      const auto level = static_cast<float>(std::bit_width(said / 16));
      sum += said > 0 ? weight * level : -weight * 1.5F;
      if (sum > best.value) {
        best = {start, t + 1, sum};
      }
    }
    if (best.value > 0 && best.end - best.begin >= 2) {
      seeds.push_back(best);
    }
  }
  std::sort(seeds.begin(), seeds.end(), [](const Seed& a, const Seed& b) {
    return a.value != b.value ? a.value > b.value : a.begin < b.begin;
  });
  return seeds;
}

std::vector<Group> group_statements(const StatementIndex& index, const std::vector<Seed>& seeds,
                                    const GroupingOptions& options, const RunControl& control) {
  const StatementText& text = index.text();
  Grouper grouper(index, options);
  std::vector<Group> groups;
  std::unordered_set<std::uint64_t> tried;
  ScratchPool<StatementSearch> searches(
      [&index] { return std::make_unique<StatementSearch>(index); });
  std::size_t next = 0;
  std::size_t batch_size = 32;
  while (next < seeds.size() && groups.size() < options.max_groups) {
    control.check();
    control.report("talking points", next, seeds.size());
    // What a batch finds is accepted in its order, so the size of a batch, which never depends on
    // the number of threads, is part of the result.
    std::vector<Seed> batch;
    for (; next < seeds.size() && batch.size() < batch_size; ++next) {
      const Seed& seed = seeds[next];
      if (grouper.is_taken(seed.begin, seed.end)) {
        continue;
      }
      std::uint64_t hash = 0;
      for (TokenIndex t = seed.begin; t < seed.end; ++t) {
        hash = mix64(hash ^ text.surfaces[t]);
      }
      if (tried.insert(hash).second) {
        batch.push_back(seed);
      }
    }
    std::vector<Group> built(batch.size());
    parallel_for(batch.size(), 4, [&](std::size_t begin, std::size_t end) {
      const auto search = searches.borrow();
      for (std::size_t i = begin; i < end; ++i) {
        control.check();
        grouper.build(batch[i], *search, built[i]);
      }
    });
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (!built[i].windows.empty() && !grouper.is_taken(batch[i].begin, batch[i].end) &&
          grouper.accept(built[i])) {
        groups.push_back(std::move(built[i]));
      }
    }
    batch_size = std::min<std::size_t>(batch_size * 2, 1024);
  }
  return groups;
}

} // namespace refrain::points
