#pragma once
/// @file
/// The slow twin of tfidf/reworded_scores.h: its definition word by word, over all pairs of texts,
/// with nothing kept from one score to the next but t and the answers.

#include "refrain/tfidf/reworded_scores.h"

#include "tests/reference/cosine_join.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <vector>

namespace refrain::reference {

class RewordedScores {
public:
  RewordedScores(const SparseRows& rows, RowRange queries, RowRange corpus, std::size_t top)
      : rows_(rows) {
    for (const CosinePair& pair : reference::top_n_join(rows, queries, corpus, top, 0)) {
      found_[pair.a].push_back(pair);
    }
    for (const auto& [query, pairs] : found_) {
      for (const CosinePair& pair : pairs) {
        telling_[query].push_back(telling(query, pair.b));
      }
      const auto& t = telling_[query];
      const std::size_t rivals = std::min<std::size_t>(t.size(), kRivals);
      std::size_t best = 0;
      for (std::size_t i = 1; i < rivals; ++i) {
        best = t[i] > t[best] ? i : best;
      }
      if (queries.size() >= kLikeQueries * corpus.size()) {
        answers_[pairs[best].b].push_back({query, t[best]});
      }
    }
    for (auto& [text, queries_of_text] : answers_) {
      std::stable_sort(queries_of_text.begin(), queries_of_text.end(),
                       [](const Answer& a, const Answer& b) { return a.telling > b.telling; });
      queries_of_text.resize(std::min<std::size_t>(queries_of_text.size(), kAnswering));
    }
  }

  [[nodiscard]] std::vector<CosinePair> all() const {
    std::vector<CosinePair> scored;
    for (const auto& [query, pairs] : found_) {
      std::vector<CosinePair> of_query;
      double least = 1;
      for (std::size_t i = 0; i < pairs.size(); ++i) {
        double score = this->score(query, i);
        if (i < kRivals) {
          least = std::min(least, score);
        } else {
          score = std::min(score, least);
        }
        of_query.push_back({pairs[i].a, pairs[i].b, score});
      }
      std::sort(of_query.begin(), of_query.end(), [](const CosinePair& a, const CosinePair& b) {
        return a.score != b.score ? a.score > b.score : a.b < b.b;
      });
      scored.insert(scored.end(), of_query.begin(), of_query.end());
    }
    return scored;
  }

private:
  struct Answer {
    std::uint32_t query = 0;
    double telling = 0;
  };

  [[nodiscard]] std::map<std::int32_t, float> row(std::uint32_t r) const {
    std::map<std::int32_t, float> weights;
    for (std::size_t i = 0; i < rows_.columns_of(r).size(); ++i) {
      weights[rows_.columns_of(r)[i]] = rows_.weights_of(r)[i];
    }
    return weights;
  }

  /// The first of the query's rivals that has the same row as its i-th.
  [[nodiscard]] std::size_t original(std::uint32_t query, std::size_t i) const {
    const auto& pairs = found_.at(query);
    std::size_t first = 0;
    while (row(pairs[first].b) != row(pairs[i].b)) {
      ++first;
    }
    return first;
  }

  [[nodiscard]] std::vector<std::size_t> rivals(std::uint32_t query) const {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < std::min<std::size_t>(found_.at(query).size(), kRivals); ++i) {
      if (original(query, i) == i) {
        places.push_back(i);
      }
    }
    return places;
  }

  [[nodiscard]] double telling(std::uint32_t query, std::uint32_t text) const {
    const auto mine = row(query);
    const auto its = row(text);
    const auto among = rivals(query);
    double sum = 0;
    for (const auto& [column, weight] : mine) {
      if (!its.contains(column)) {
        continue;
      }
      std::size_t holders = 0;
      for (const std::size_t i : among) {
        holders += row(found_.at(query)[i].b).count(column);
      }
      const double others = holders == 0 ? 0 : static_cast<double>(holders - 1);
      sum += static_cast<double>(weight) * static_cast<double>(its.at(column)) *
             (1 - others / static_cast<double>(among.size()));
    }
    return std::min(sum, 1.0);
  }

  [[nodiscard]] double like_queries(std::uint32_t query, std::uint32_t text) const {
    std::vector<double> likeness;
    if (answers_.contains(text)) {
      for (const Answer& answer : answers_.at(text)) {
        if (answer.query != query) {
          likeness.push_back(reference::cosine(rows_, query, answer.query) *
                             std::sqrt(answer.telling));
        }
      }
    }
    if (likeness.size() < kLikeQueries) {
      return 0;
    }
    std::sort(likeness.rbegin(), likeness.rend());
    double sum = 0;
    for (std::size_t i = 0; i < kLikeQueries; ++i) {
      sum += likeness[i];
    }
    return sum / kLikeQueries;
  }

  [[nodiscard]] double evidence(std::uint32_t query, std::size_t i) const {
    const double t = telling_.at(query)[i];
    if (i >= kRivals) {
      return t;
    }
    const double u = like_queries(query, found_.at(query)[i].b);
    return 1 - (1 - t) * (1 - u) * (1 - u);
  }

  [[nodiscard]] double score(std::uint32_t query, std::size_t i) const {
    double sum = 0;
    for (const std::size_t rival : rivals(query)) {
      const double x = evidence(query, rival);
      sum += x * x * x;
    }
    const double c = found_.at(query)[i].score;
    const double x = evidence(query, i < kRivals ? original(query, i) : i);
    const double p = x * x * x / (i < kRivals ? sum : sum + x * x * x);
    return std::min(c * c + (1 - c * c) * x * p, 1.0);
  }

  const SparseRows& rows_;
  std::map<std::uint32_t, std::vector<CosinePair>> found_;
  std::map<std::uint32_t, std::vector<double>> telling_;
  std::map<std::uint32_t, std::vector<Answer>> answers_;
};

} // namespace refrain::reference
