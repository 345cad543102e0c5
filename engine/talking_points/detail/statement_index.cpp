#include "refrain/talking_points/detail/statement_index.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace refrain::points {
namespace {

/// What a content word that the statement does not hold costs a window, in parts of its weight.
constexpr float kForeignCost = 0.4F;
/// Stems whose lists are not read may weigh so much, in parts of what a unit must hold.
constexpr float kUnread = 0.5F;
/// Units whose sums are held at a time.
constexpr UnitIndex kBlock = 16384;
/// Sums that are compared at once.
constexpr UnitIndex kGroup = 64;
/// A block is gone over by its lists when they name fewer than this part of its units.
constexpr std::size_t kSparse = 16;

} // namespace

Statement statement_of(const StatementText& text, TokenIndex begin, TokenIndex end) {
  Statement statement;
  for (TokenIndex t = begin; t < end; ++t) {
    if (text.weight(t) > 0) {
      statement.push_back({text.stem(t), text.weight(t)});
    }
  }
  std::sort(statement.begin(), statement.end(),
            [](const WeightedStem& a, const WeightedStem& b) { return a.stem < b.stem; });
  statement.erase(
      std::unique(statement.begin(), statement.end(),
                  [](const WeightedStem& a, const WeightedStem& b) { return a.stem == b.stem; }),
      statement.end());
  return statement;
}

StatementIndex::StatementIndex(const StatementText& text)
    : text_(text), first_(text.weights.size() + 1), unit_first_(text.units.size() + 1) {
  for (std::size_t s = 0; s < text.weights.size(); ++s) {
    first_[s + 1] = first_[s] + (text.weights[s] > 0 ? text.frequencies[s] : 0);
  }
  postings_.resize(first_.back());
  std::vector<std::uint64_t> next(first_.begin(), first_.end() - 1);
  stems_.reserve(postings_.size());
  std::vector<UnitIndex> last(text.weights.size(), kNone);
  for (UnitIndex unit = 0; unit < text.units.size(); ++unit) {
    for (TokenIndex t = text.units[unit].begin; t < text.units[unit].end; ++t) {
      const Stem stem = text.stem(t);
      if (text.weights[stem] > 0 && last[stem] != unit) {
        last[stem] = unit;
        postings_[next[stem]++] = unit;
        stems_.push_back(stem);
      }
    }
    unit_first_[unit + 1] = stems_.size();
  }
}

void StatementIndex::sort_by_frequency(Statement& statement) const {
  std::sort(statement.begin(), statement.end(), [&](const WeightedStem& a, const WeightedStem& b) {
    const std::size_t na = units_with(a.stem).size();
    const std::size_t nb = units_with(b.stem).size();
    return na != nb ? na > nb : a.stem < b.stem;
  });
}

StatementSearch::StatementSearch(const StatementIndex& index)
    : index_(index), held_(kBlock), documents_(index.text().weights.size()),
      wanted_(index.text().weights.size()), seen_(index.text().weights.size()) {}

void StatementSearch::mark(const Statement& statement) {
  total_ = 0;
  for (const WeightedStem& s : statement) {
    wanted_[s.stem] = s.weight;
    total_ += s.weight;
  }
}

void StatementSearch::unmark(const Statement& statement) {
  for (const WeightedStem& s : statement) {
    wanted_[s.stem] = 0;
  }
}

Window StatementSearch::cut_window(TokenIndex begin, TokenIndex end) {
  const StatementText& text = index_.text();
  Window best;
  float best_sum = 0;
  float sum = 0;
  TokenIndex start = begin;
  for (TokenIndex t = begin; t < end; ++t) {
    const Stem stem = text.stem(t);
    const float weight = text.weights[stem];
    if (weight <= 0) {
      continue;
    }
    if (sum <= 0) {
      sum = 0;
      start = t;
    }
    if (wanted_[stem] > 0) {
      // A stem that the window holds already says nothing new.
      sum += seen_[stem] > start ? 0 : wanted_[stem];
      seen_[stem] = t + 1;
    } else {
      sum -= kForeignCost * weight;
    }
    if (sum > best_sum) {
      best_sum = sum;
      best.begin = start;
      best.end = t + 1;
    }
  }
  for (TokenIndex t = begin; t < end; ++t) {
    seen_[text.stem(t)] = 0;
  }
  float covered = 0;
  float shared = 0;
  float own = 0;
  for (TokenIndex t = best.begin; t < best.end; ++t) {
    const Stem stem = text.stem(t);
    if (text.weights[stem] <= 0 || seen_[stem] != 0) {
      continue;
    }
    seen_[stem] = 1;
    own += text.weights[stem];
    if (wanted_[stem] > 0) {
      covered += wanted_[stem];
      shared += text.weights[stem];
      ++best.shared;
    }
  }
  for (TokenIndex t = best.begin; t < best.end; ++t) {
    seen_[text.stem(t)] = 0;
  }
  if (best.shared > 0) {
    const float coverage = covered / total_;
    const float precision = shared / own;
    best.similarity = 2 * coverage * precision / (coverage + precision);
  }
  return best;
}

float StatementSearch::held_by(UnitIndex unit) const {
  float held = 0;
  for (const Stem stem : index_.stems_of(unit)) {
    held += wanted_[stem];
  }
  return held;
}

Window StatementSearch::best_window(const Statement& statement, TokenIndex begin, TokenIndex end) {
  mark(statement);
  Window window = cut_window(begin, end);
  window.unit = index_.text().unit_of(begin);
  unmark(statement);
  return window;
}

std::span<const StatementSearch::StemSpread>
StatementSearch::spread_of(std::span<const Window> windows) {
  const StatementText& text = index_.text();
  spread_.clear();
  for (const Window& window : windows) {
    const std::uint32_t document = text.units[window.unit].document + 1; // 0: in none yet
    for (TokenIndex t = window.begin; t < window.end; ++t) {
      const Stem stem = text.stem(t);
      if (text.weights[stem] <= 0 || seen_[stem] == document) {
        continue;
      }
      seen_[stem] = document;
      if (documents_[stem]++ == 0) {
        spread_.push_back({stem, 0});
      }
    }
  }
  std::sort(spread_.begin(), spread_.end(),
            [](const StemSpread& a, const StemSpread& b) { return a.stem < b.stem; });
  for (StemSpread& held : spread_) {
    held.documents = documents_[held.stem];
    documents_[held.stem] = 0;
    seen_[held.stem] = 0;
  }
  return spread_;
}

/// The commonest stems weigh little and stand in most units: their lists are not read. What a unit
/// holds of them is counted when it holds enough of the others.
void StatementSearch::open_lists(const Statement& statement, float needed) {
  by_frequency_ = statement;
  index_.sort_by_frequency(by_frequency_);
  float unread = 0;
  std::size_t first = 0;
  while (first < by_frequency_.size() && unread + by_frequency_[first].weight <= kUnread * needed) {
    unread += by_frequency_[first].weight;
    ++first;
  }
  // Weights are rounded up and the sum to reach down, so that no unit is lost, and both are scaled
  // so that no sum overflows.
  const std::size_t lists = by_frequency_.size() - first;
  const float scale = static_cast<float>(std::numeric_limits<std::int16_t>::max() - lists - 1) /
                      std::max(total_ - unread, std::numeric_limits<float>::min());
  lists_.clear();
  for (std::size_t i = first; i < by_frequency_.size(); ++i) {
    const std::span<const UnitIndex> units = index_.units_with(by_frequency_[i].stem);
    lists_.push_back({units.data(), units.data(), units.data() + units.size(),
                      static_cast<std::int16_t>(std::ceil(by_frequency_[i].weight * scale))});
  }
  enough_ = static_cast<std::int16_t>(std::max(1.0F, (needed - unread) * scale - 1));
}

/// Adds up the lists in blocks of units whose sums stay in the cache.
void StatementSearch::find_candidates() {
  candidates_.clear();
  while (true) {
    UnitIndex first = kNone;
    for (const List& list : lists_) {
      first = list.next != list.end ? std::min(first, *list.next) : first;
    }
    if (first == kNone) {
      return;
    }
    const UnitIndex base = first - first % kBlock;
    std::int16_t* const held = held_.data();
    std::size_t read = 0;
    for (List& list : lists_) {
      list.begin = list.next;
      const UnitIndex* next = list.next;
      for (const UnitIndex* const end = list.end; next != end && *next - base < kBlock; ++next) {
        held[*next - base] += list.weight;
      }
      list.next = next;
      read += static_cast<std::size_t>(next - list.begin);
    }
    take_candidates(base, read);
  }
}

/// Takes the units of a block that hold enough, and leaves held_ empty.
void StatementSearch::take_candidates(UnitIndex base, std::size_t read) {
  std::int16_t* const held = held_.data();
  const std::int16_t enough = enough_;
  std::size_t found = candidates_.size();
  if (read * kSparse < kBlock) {
    candidates_.resize(found + read);
    UnitIndex* const taken = candidates_.data();
    const std::size_t before = found;
    for (const List& list : lists_) {
      for (const UnitIndex* unit = list.begin; unit != list.next; ++unit) {
        // Few are taken, but which cannot be guessed: written whatever they hold.
        taken[found] = *unit;
        found += held[*unit - base] >= enough ? 1 : 0;
        held[*unit - base] = 0;
      }
    }
    candidates_.resize(found);
    std::sort(candidates_.begin() + static_cast<std::ptrdiff_t>(before), candidates_.end());
    return;
  }
  for (UnitIndex from = 0; from < kBlock; from += kGroup) {
    std::int16_t most = 0;
    for (UnitIndex i = from; i < from + kGroup; ++i) {
      most = std::max(most, held[i]);
    }
    if (most < enough) {
      continue;
    }
    for (UnitIndex i = from; i < from + kGroup; ++i) {
      if (held[i] >= enough) {
        candidates_.push_back(base + i);
      }
    }
  }
  std::fill(held_.begin(), held_.end(), 0);
}

void StatementSearch::find(const Statement& statement, const SearchOptions& options,
                           std::vector<Window>& found) {
  found.clear();
  mark(statement);
  const float needed = options.min_coverage * total_;
  open_lists(statement, needed);
  find_candidates();
  for (const UnitIndex u : candidates_) {
    if (held_by(u) < needed) {
      continue;
    }
    const Unit& unit = index_.text().units[u];
    Window window = cut_window(unit.begin, unit.end);
    window.unit = u;
    if (window.similarity >= options.strong_similarity
            ? window.shared >= 2
            : window.similarity >= options.min_similarity && window.shared >= options.min_shared) {
      found.push_back(window);
    }
  }
  unmark(statement);
}

} // namespace refrain::points
