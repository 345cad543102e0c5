#include "refrain/talking_points/detail/statement_index.h"

#include <algorithm>

namespace refrain::points {
namespace {

/// What a content word that the statement does not hold costs a window, in parts of its weight.
constexpr float kForeignCost = 0.4F;
/// Stems whose lists are not read may weigh so much, in parts of what a unit must hold.
constexpr float kUnread = 0.6F;

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
    : index_(index), held_(index.text().units.size()), wanted_(index.text().weights.size()),
      seen_(index.text().weights.size()) {}

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

void StatementSearch::find(const Statement& statement, const SearchOptions& options,
                           std::vector<Window>& found) {
  found.clear();
  mark(statement);
  const float needed = options.min_coverage * total_;
  // The commonest stems weigh little and stand in most units: their lists are not read. What a unit
  // holds of them is counted when it holds enough of the others.
  by_frequency_ = statement;
  index_.sort_by_frequency(by_frequency_);
  float unread = 0;
  std::size_t first = 0;
  while (first < by_frequency_.size() && unread + by_frequency_[first].weight <= kUnread * needed) {
    unread += by_frequency_[first].weight;
    ++first;
  }
  for (std::size_t i = first; i < by_frequency_.size(); ++i) {
    for (const UnitIndex unit : index_.units_with(by_frequency_[i].stem)) {
      if (held_[unit] == 0) {
        touched_.push_back(unit);
      }
      held_[unit] += by_frequency_[i].weight;
    }
  }
  std::erase_if(touched_, [&](UnitIndex unit) {
    const float held = held_[unit];
    held_[unit] = 0;
    return held + unread < needed || (unread > 0 && held_by(unit) < needed);
  });
  std::sort(touched_.begin(), touched_.end());
  for (const UnitIndex u : touched_) {
    const Unit& unit = index_.text().units[u];
    Window window = cut_window(unit.begin, unit.end);
    window.unit = u;
    if (window.similarity >= options.strong_similarity
            ? window.shared >= 2
            : window.similarity >= options.min_similarity && window.shared >= options.min_shared) {
      found.push_back(window);
    }
  }
  touched_.clear();
  unmark(statement);
}

} // namespace refrain::points
