#include "refrain/tfidf/reworded_scores.h"

#include "refrain/core/parallel.h"
#include "refrain/core/scratch_pool.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <memory>
#include <numeric>
#include <span>
#include <utility>

namespace refrain {
namespace {

constexpr std::size_t kQueryGrain = 64;

/// That a query answers to a text.
struct Answer {
  std::uint32_t text = 0;  ///< row
  std::uint32_t query = 0; ///< row
  double telling = 0;      ///< t(query, text)
};

/// For each text the queries that answer to it, the most telling first, kAnswering at most.
class Answers {
public:
  explicit Answers(std::vector<Answer> answers) : answers_(std::move(answers)) {
    std::sort(answers_.begin(), answers_.end(), [](const Answer& a, const Answer& b) {
      return a.text != b.text         ? a.text < b.text
             : a.telling != b.telling ? a.telling > b.telling
                                      : a.query < b.query;
    });
  }

  [[nodiscard]] std::span<const Answer> of(std::uint32_t text) const {
    const auto first =
        std::lower_bound(answers_.begin(), answers_.end(), text,
                         [](const Answer& a, std::uint32_t t) { return a.text < t; });
    std::size_t count = 0;
    const auto left = static_cast<std::size_t>(answers_.end() - first);
    while (count < std::min<std::size_t>(left, kAnswering) &&
           first[static_cast<std::ptrdiff_t>(count)].text == text) {
      ++count;
    }
    return {answers_.data() + (first - answers_.begin()), count};
  }

private:
  std::vector<Answer> answers_;
};

/// The scratch of one thread: a query spread over all columns.
class Scorer {
public:
  explicit Scorer(const SparseRows& rows)
      : rows_(rows), place_(rows.columns(), kNowhere), dense_(rows.columns(), 0.0F) {}

  void load(std::size_t query) {
    for (const std::int32_t c : columns_) {
      place_[static_cast<std::size_t>(c)] = kNowhere;
      dense_[static_cast<std::size_t>(c)] = 0;
    }
    columns_ = rows_.columns_of(query);
    weights_ = rows_.weights_of(query);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      place_[static_cast<std::size_t>(columns_[i])] = static_cast<std::int32_t>(i);
      dense_[static_cast<std::size_t>(columns_[i])] = weights_[i];
    }
  }

  /// Sets telling[i] = t(query, pairs[i].b) for all texts of the loaded query, best cosine first.
  void tell(std::span<const CosinePair> pairs, std::span<double> telling) {
    holders_.assign(columns_.size(), 0);
    find_copies(pairs);
    std::size_t distinct = 0;
    for (std::size_t i = 0; i < rivals_; ++i) {
      if (original_[i] == i) {
        ++distinct;
        for_shared(pairs[i].b, [&](std::size_t at, float) { ++holders_[at]; });
      }
    }
    const auto m = static_cast<double>(distinct);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      double sum = 0;
      for_shared(pairs[i].b, [&](std::size_t at, float weight) {
        const auto others = static_cast<double>(std::max(holders_[at], 1U) - 1);
        sum += static_cast<double>(weights_[at]) * static_cast<double>(weight) * (1 - others / m);
      });
      telling[i] = std::min(sum, 1.0);
    }
  }

  /// Turns the cosines of the loaded query's texts into scores.
  void score(std::span<CosinePair> pairs, std::span<const double> telling, const Answers& answers) {
    find_copies(pairs);
    double sum = 0;
    std::array<double, kRivals> evidence{};
    for (std::size_t i = 0; i < rivals_; ++i) {
      if (original_[i] == i) {
        const double against = 1 - like_queries(pairs[i], answers);
        evidence[i] = 1 - (1 - telling[i]) * against * against;
        sum += cube(evidence[i]);
      }
    }
    double least = 1;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const bool rival = i < rivals_;
      const double x = rival ? evidence[original_[i]] : telling[i];
      const double share = cube(x) / (rival ? sum : sum + cube(x));
      const double square = pairs[i].score * pairs[i].score;
      const double score = std::min(square + (1 - square) * x * share, 1.0);
      pairs[i].score = rival ? score : std::min(score, least);
      least = rival ? std::min(least, score) : least;
    }
    std::sort(pairs.begin(), pairs.end(), [](const CosinePair& a, const CosinePair& b) {
      return a.score != b.score ? a.score > b.score : a.b < b.b;
    });
  }

private:
  static constexpr std::int32_t kNowhere = -1;

  static double cube(double x) { return x * x * x; }

  /// Calls use(place in the query, weight in the other row) for every shared feature, ascending.
  template <class Use> void for_shared(std::size_t other, Use use) const {
    const auto columns = rows_.columns_of(other);
    const auto weights = rows_.weights_of(other);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::int32_t at = place_[static_cast<std::size_t>(columns[i])];
      if (at != kNowhere) {
        use(static_cast<std::size_t>(at), weights[i]);
      }
    }
  }

  /// Counts the rivals and finds for each the first that has the same row. Such rows have the same
  /// cosine, so they stand together.
  void find_copies(std::span<const CosinePair> pairs) {
    rivals_ = std::min<std::size_t>(pairs.size(), kRivals);
    for (std::size_t i = 0; i < rivals_; ++i) {
      original_[i] = i;
      for (std::size_t j = i; j-- > 0 && pairs[j].score == pairs[i].score;) {
        if (std::ranges::equal(rows_.columns_of(pairs[j].b), rows_.columns_of(pairs[i].b)) &&
            std::ranges::equal(rows_.weights_of(pairs[j].b), rows_.weights_of(pairs[i].b))) {
          original_[i] = original_[j];
          break;
        }
      }
    }
  }

  /// u(query, text)
  [[nodiscard]] double like_queries(const CosinePair& pair, const Answers& answers) const {
    const std::span<const Answer> given = answers.of(pair.b);
    const auto own = static_cast<std::size_t>(std::ranges::count(given, pair.a, &Answer::query));
    if (given.size() - own < kLikeQueries) {
      return 0;
    }
    std::array<double, kLikeQueries> greatest{}; // falling
    for (const Answer& answer : given) {
      if (answer.query != pair.a) {
        double likeness = cosine_with(answer.query) * std::sqrt(answer.telling);
        for (double& kept : greatest) {
          if (likeness > kept) {
            std::swap(likeness, kept);
          }
        }
      }
    }
    return std::accumulate(greatest.begin(), greatest.end(), 0.0) / kLikeQueries;
  }

  /// As cosine() defines it: the zeros between the products change no bit.
  [[nodiscard]] double cosine_with(std::size_t other) const {
    const auto columns = rows_.columns_of(other);
    const auto weights = rows_.weights_of(other);
    double sum = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      sum += static_cast<double>(dense_[static_cast<std::size_t>(columns[i])]) *
             static_cast<double>(weights[i]);
    }
    return std::min(sum, 1.0);
  }

  const SparseRows& rows_;
  std::vector<std::int32_t> place_; ///< of a column in the query, or kNowhere
  std::vector<float> dense_;        ///< weight of a column in the query, or 0
  std::span<const std::int32_t> columns_;
  std::span<const float> weights_;
  std::vector<std::uint32_t> holders_; ///< rivals that hold the query's feature
  std::size_t rivals_ = 0;
  std::array<std::size_t, kRivals> original_{};
};

} // namespace

std::vector<CosinePair> score_reworded(const SparseRows& rows, RowRange queries, RowRange corpus,
                                       std::vector<CosinePair> pairs, const RunControl& control) {
  std::vector<std::size_t> first(queries.size() + 1, pairs.size());
  for (std::size_t i = pairs.size(); i-- > 0;) {
    first[pairs[i].a - queries.begin] = i;
  }
  for (std::size_t q = queries.size(); q-- > 0;) {
    first[q] = std::min(first[q], first[q + 1]);
  }

  std::vector<double> telling(pairs.size());
  std::vector<std::size_t> answer(queries.size()); // index in pairs
  ScratchPool<Scorer> scorers([&] { return std::make_unique<Scorer>(rows); });
  const auto for_queries = [&](auto&& use) {
    parallel_for(queries.size(), kQueryGrain, [&](std::size_t begin, std::size_t end) {
      control.check();
      const auto scorer = scorers.borrow();
      for (std::size_t q = begin; q < end; ++q) {
        const std::size_t count = first[q + 1] - first[q];
        if (count > 0) {
          (*scorer).load(queries.begin + q);
          use(*scorer, q, std::span(pairs).subspan(first[q], count),
              std::span(telling).subspan(first[q], count));
        }
      }
    });
  };
  for_queries([&](Scorer& scorer, std::size_t q, auto found, auto t) {
    scorer.tell(found, t);
    const auto rivals = static_cast<std::ptrdiff_t>(std::min<std::size_t>(t.size(), kRivals));
    answer[q] = first[q] + static_cast<std::size_t>(
                               std::max_element(t.begin(), t.begin() + rivals) - t.begin());
  });

  std::vector<Answer> given;
  const bool crowded = queries.size() / kLikeQueries >= corpus.size();
  for (std::size_t q = 0; crowded && q < queries.size(); ++q) {
    if (first[q] < first[q + 1]) {
      const CosinePair& pair = pairs[answer[q]];
      given.push_back({pair.b, pair.a, telling[answer[q]]});
    }
  }
  const Answers answers(std::move(given));
  for_queries(
      [&](Scorer& scorer, std::size_t, auto found, auto t) { scorer.score(found, t, answers); });
  return pairs;
}

} // namespace refrain
