#include "refrain/talking_points/detail/pairs.h"

#include "refrain/core/parallel.h"
#include "refrain/core/portable_math.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace refrain::points {
namespace {

constexpr float kMinEvidence = 0.4F;    ///< shared by the windows, times Dice
constexpr float kMinDice = 0.22F;       ///< of the windows
constexpr float kMinClause = 0.15F;     ///< shared by the windows, times Dice of the clauses
constexpr std::uint32_t kMinShared = 2; ///< stems; a telling number counts twice
constexpr float kName = 1.0F; ///< what a capital, or being a telling number, adds, in parts

struct Pair {
  Window a;
  Window b;
  float score = 0;
};

Statement common(const Statement& a, const Statement& b) {
  Statement result;
  std::set_intersection(
      a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result),
      [](const WeightedStem& x, const WeightedStem& y) { return x.stem < y.stem; });
  return result;
}

/// 1 for the stem of a telling number.
std::vector<std::uint8_t> telling_numbers(const StatementText& text) {
  std::vector<std::uint8_t> numbers(text.weights.size());
  for (std::size_t s = 0; s < text.stems.size(); ++s) {
    numbers[text.stems[s]] |= text.number[s] == NumberKind::kTelling ? 1 : 0;
  }
  return numbers;
}

class Pairer {
public:
  Pairer(const StatementIndex& index, const std::vector<float>& evidence)
      : index_(index), text_(index.text()), evidence_(evidence), search_(index),
        numbers_(telling_numbers(text_)), sums_(text_.units.size()), counts_(text_.units.size()) {}

  /// The pairs of `unit` with later units of other voices.
  void pairs_of(UnitIndex unit, std::vector<Pair>& out) {
    const Unit& u = text_.units[unit];
    const Statement all = statement_of(text_, u.begin, u.end);
    touched_.clear();
    for (const WeightedStem& s : all) {
      for (const UnitIndex other : index_.units_with(s.stem)) {
        if (other <= unit || !may_pair(u.document, text_.units[other].document)) {
          continue;
        }
        if (counts_[other] == 0) {
          touched_.push_back(other);
        }
        counts_[other] += 1 + numbers_[s.stem];
        sums_[other] += evidence_[s.stem];
      }
    }
    for (const UnitIndex other : touched_) {
      if (counts_[other] >= kMinShared && sums_[other] >= kMinEvidence) {
        add_pair(unit, other, all, out);
      }
      counts_[other] = 0;
      sums_[other] = 0;
    }
  }

private:
  /// Names and numbers are what languages share, and two of them make no statement.
  [[nodiscard]] bool may_pair(DocumentIndex a, DocumentIndex b) const {
    return a != b && text_.languages[a] == text_.languages[b];
  }

  void add_pair(UnitIndex unit, UnitIndex other, const Statement& all, std::vector<Pair>& out) {
    const Unit& u = text_.units[unit];
    const Unit& v = text_.units[other];
    const Statement theirs = statement_of(text_, v.begin, v.end);
    Statement shared = common(all, theirs);
    // Twice, because the first window may leave out stems that the second was cut for.
    Pair pair;
    for (int round = 0; round < 2; ++round) {
      pair.a = search_.best_window(shared, u.begin, u.end);
      pair.b = search_.best_window(shared, v.begin, v.end);
      shared = common(statement_of(text_, pair.a.begin, pair.a.end),
                      statement_of(text_, pair.b.begin, pair.b.end));
      if (words(shared) < kMinShared) {
        return;
      }
    }
    const float both = sum(shared);
    const float close = 2 * both /
                        (sum(statement_of(text_, pair.a.begin, pair.a.end)) +
                         sum(statement_of(text_, pair.b.begin, pair.b.end)));
    // Two words that lie side by side in both are a phrase; the clauses around tell more.
    const float dice = 2 * both / (sum(clause_of(pair.a)) + sum(clause_of(pair.b)));
    pair.score = both * dice;
    if (close < kMinDice || both * close < kMinEvidence || pair.score < kMinClause) {
      return;
    }
    pair.a.similarity = pair.b.similarity = dice;
    pair.a.shared = pair.b.shared = static_cast<std::uint32_t>(shared.size());
    out.push_back(pair);
  }

  [[nodiscard]] Statement clause_of(const Window& window) const {
    const TokenRange clause = whole_clause(text_, {window.begin, window.end});
    return statement_of(text_, clause.begin, clause.end);
  }

  /// A telling number says as much as two words.
  [[nodiscard]] std::uint32_t words(const Statement& statement) const {
    std::uint32_t count = 0;
    for (const WeightedStem& s : statement) {
      count += 1 + numbers_[s.stem];
    }
    return count;
  }

  [[nodiscard]] float sum(const Statement& statement) const {
    float total = 0;
    for (const WeightedStem& s : statement) {
      total += evidence_[s.stem];
    }
    return total;
  }

  const StatementIndex& index_;
  const StatementText& text_;
  const std::vector<float>& evidence_;
  StatementSearch search_;
  std::vector<std::uint8_t> numbers_;
  std::vector<float> sums_;
  std::vector<std::uint8_t> counts_;
  std::vector<UnitIndex> touched_;
};

/// The core is what both windows hold; the label, the window whose clause reads better, the first
/// of equals.
void label_pair(const StatementText& text, Group& group) {
  const Window& a = group.windows[0];
  const Window& b = group.windows[1];
  group.core = common(statement_of(text, a.begin, a.end), statement_of(text, b.begin, b.end));
  const auto reads = [&](const Window& window) {
    const TokenRange clause = whole_clause(text, {window.begin, window.end});
    return completeness(text, clause) * std::min(4U, plain_words(text, clause.begin, clause.end));
  };
  const Window& label = reads(b) > reads(a) ? b : a;
  group.label = whole_clause(text, {label.begin, label.end});
  group.label_unit = label.unit;
  for (Window& window : group.windows) {
    window.similarity = window.unit == label.unit ? 1 : window.similarity;
  }
}

/// Share of the places of every stem inside sentences that are written with a capital.
std::vector<float> shares_of_capitals(const StatementText& text) {
  std::vector<float> shares(text.weights.size());
  std::vector<std::uint32_t> inside(shares.size());
  for (TokenIndex t = 0; t < text.surfaces.size(); ++t) {
    if ((text.marks[t] & kUnitStart) == 0) {
      ++inside[text.stem(t)];
      shares[text.stem(t)] += (text.marks[t] & kCapital) != 0 ? 1 : 0;
    }
  }
  for (std::size_t s = 0; s < shares.size(); ++s) {
    shares[s] /= static_cast<float>(std::max(1U, inside[s]));
  }
  return shares;
}

/// Marks the tokens of groups, and says which windows are mostly free.
class Taken {
public:
  explicit Taken(const StatementText& text) : text_(text), taken_(text.surfaces.size()) {}
  void take(TokenRange range) {
    std::fill(taken_.begin() + range.begin, taken_.begin() + range.end, 1);
  }
  void take(const std::vector<Group>& groups) {
    for (const Group& group : groups) {
      for (const Window& window : group.windows) {
        take(TokenRange{window.begin, window.end});
      }
    }
  }
  [[nodiscard]] bool holds(const Window& window) const {
    float taken = 0;
    float all = 0;
    for (TokenIndex t = window.begin; t < window.end; ++t) {
      all += text_.weight(t);
      taken += taken_[t] != 0 ? text_.weight(t) : 0;
    }
    return taken * 2 > all;
  }

private:
  const StatementText& text_;
  std::vector<std::uint8_t> taken_;
};

} // namespace

float squared_idf(const StatementText& text, std::uint32_t frequency) {
  const double units = static_cast<double>(text.units.size()) + 1;
  const double idf = portable_log(units / (frequency + 1.0)) / portable_log(units);
  return static_cast<float>(idf * idf);
}

std::vector<float> evidence_of_stems(const StatementText& text) {
  std::vector<float> evidence(text.weights.size());
  for (std::size_t s = 0; s < evidence.size(); ++s) {
    if (text.weights[s] > 0) {
      evidence[s] = squared_idf(text, text.frequencies[s]);
    }
  }
  return evidence;
}

std::vector<float> evidence_of_names(const StatementText& text) {
  std::vector<float> evidence = evidence_of_stems(text);
  const std::vector<float> names = shares_of_capitals(text);
  const std::vector<std::uint8_t> numbers = telling_numbers(text);
  for (std::size_t s = 0; s < evidence.size(); ++s) {
    evidence[s] *= 1 + kName * std::max(names[s], static_cast<float>(numbers[s]));
  }
  return evidence;
}

void pair_reworded(const StatementIndex& index, const GroupingOptions& options,
                   const std::vector<Group>& dropped, std::vector<Group>& groups,
                   const RunControl& control) {
  const StatementText& text = index.text();
  if (text.units.size() >= kManyUnits || options.min_documents > 2) {
    return;
  }
  const std::vector<float> evidence = evidence_of_names(text);
  constexpr std::size_t kGrain = 64;
  std::vector<std::vector<Pair>> found((text.units.size() + kGrain - 1) / kGrain);
  parallel_for(found.size(), 1, [&](std::size_t begin, std::size_t end) {
    Pairer pairer(index, evidence);
    for (std::size_t block = begin; block < end; ++block) {
      control.check();
      const std::size_t last = std::min(text.units.size(), (block + 1) * kGrain);
      for (std::size_t u = block * kGrain; u < last; ++u) {
        pairer.pairs_of(static_cast<UnitIndex>(u), found[block]);
      }
    }
  });
  std::vector<Pair> pairs;
  for (const std::vector<Pair>& block : found) {
    pairs.insert(pairs.end(), block.begin(), block.end());
  }
  std::sort(pairs.begin(), pairs.end(), [](const Pair& x, const Pair& y) {
    return std::make_tuple(-x.score, x.a.begin, x.b.begin) <
           std::make_tuple(-y.score, y.a.begin, y.b.begin);
  });
  Taken taken(text);
  taken.take(dropped);
  taken.take(groups);
  for (const Pair& pair : pairs) {
    if (taken.holds(pair.a) || taken.holds(pair.b)) {
      continue;
    }
    Group group;
    group.windows = {pair.a, pair.b};
    count_voices(text, group);
    if (group.voices < 2) {
      continue;
    }
    // Whole clauses: what is left of them would make the same point once more.
    taken.take(whole_clause(text, {pair.a.begin, pair.a.end}));
    taken.take(whole_clause(text, {pair.b.begin, pair.b.end}));
    label_pair(text, group);
    groups.push_back(std::move(group));
  }
}

} // namespace refrain::points
