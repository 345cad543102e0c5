#include "bench/quality/points_score.h"

#include "bench/quality/measures.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace refrain::bench {
namespace {

bool covers(const ByteRange& a, const ByteRange& b) {
  const std::uint32_t begin = std::max(a.begin, b.begin);
  const std::uint32_t end = std::min(a.end, b.end);
  return end > begin && 2 * (end - begin) >= std::min(a.size(), b.size());
}

/// Which point holds what.
struct Placement {
  std::size_t points = 0;
  std::vector<std::size_t> point_of;      ///< a place; `points` where none holds it
  std::vector<Form> form_of;              ///< a place: the form that was found
  std::vector<std::vector<Form>> foreign; ///< a point: its occurrences that are no planted place
  std::vector<std::size_t> best;          ///< a statement: the point with most of it, or `points`
  std::vector<std::size_t> owner;         ///< a point: the statement that it holds most of
};

using Counts = std::map<std::pair<std::size_t, std::size_t>, std::size_t>;

/// For every first number, the second with the highest count, the smaller of equals.
std::vector<std::size_t> most_counted(const Counts& counts, std::size_t size, std::size_t none) {
  std::vector<std::size_t> result(size, none);
  std::vector<std::size_t> most(size);
  for (const auto& [key, count] : counts) {
    if (count > most[key.first]) {
      most[key.first] = count;
      result[key.first] = key.second;
    }
  }
  return result;
}

Placement place(const PlantedCorpus& planted, const std::vector<TalkingPoint>& points) {
  const std::size_t places = planted.places.size();
  Placement result{points.size(),
                   std::vector<std::size_t>(places, points.size()),
                   std::vector<Form>(places, Form::kHeavy),
                   std::vector<std::vector<Form>>(points.size()),
                   {},
                   {}};
  std::map<DocumentIndex, std::size_t> place_in;
  for (std::size_t i = 0; i < places; ++i) {
    place_in[planted.places[i].range.document] = i;
  }
  // A place in several points belongs to the first.
  for (std::size_t p = 0; p < points.size(); ++p) {
    for (const Occurrence& occurrence : points[p].occurrences) {
      const auto it = place_in.find(occurrence.range.document);
      if (it == place_in.end() ||
          !covers(occurrence.range.bytes, planted.places[it->second].range.bytes)) {
        result.foreign[p].push_back(occurrence.form);
      } else if (result.point_of[it->second] == points.size()) {
        result.point_of[it->second] = p;
        result.form_of[it->second] = occurrence.form;
      }
    }
  }
  Counts by_statement;
  Counts by_point;
  for (std::size_t i = 0; i < places; ++i) {
    if (result.point_of[i] < points.size()) {
      ++by_statement[{planted.places[i].statement, result.point_of[i]}];
      ++by_point[{result.point_of[i], planted.places[i].statement}];
    }
  }
  result.best = most_counted(by_statement, planted.statements.size(), points.size());
  result.owner = most_counted(by_point, points.size(), planted.statements.size());
  return result;
}

/// Grouped are the places and whatever else stands in a point with one of them; what was not
/// planted is a true group of its own, a place that was not found a found one.
/// @param mended  a PointsFault, or kPointsFaults: none
PrecisionRecall group_places(const PlantedCorpus& planted, const Placement& placed,
                             std::size_t mended) {
  const auto mends = [&](PointsFault fault) { return static_cast<std::size_t>(fault) == mended; };
  const std::size_t statements = planted.statements.size();
  std::vector<std::uint32_t> found;
  std::vector<std::uint32_t> truth;
  // Numbers below `points` are points; a statement taken out of what it is mixed into is next.
  auto next = static_cast<std::uint32_t>(placed.points + placed.points * statements + statements);
  for (std::size_t i = 0; i < planted.places.size(); ++i) {
    const std::size_t statement = planted.places[i].statement;
    const std::size_t best = placed.best[statement];
    std::size_t point = placed.point_of[i];
    if (best < placed.points && ((mends(PointsFault::kMissed) && point == placed.points) ||
                                 (mends(PointsFault::kSplit) && point < placed.points))) {
      point = best;
    } else if (mends(PointsFault::kMissed) && point == placed.points) {
      point = placed.points + placed.points * statements + statement;
    }
    if (point < placed.points && mends(PointsFault::kMixed) && placed.owner[point] != statement) {
      point = placed.points + point * statements + statement;
    }
    truth.push_back(static_cast<std::uint32_t>(statement));
    found.push_back(point == placed.points ? next++ : static_cast<std::uint32_t>(point));
  }
  for (std::size_t p = 0; p < placed.points && !mends(PointsFault::kForeign); ++p) {
    if (placed.owner[p] < statements) {
      for (std::size_t i = 0; i < placed.foreign[p].size(); ++i) {
        found.push_back(static_cast<std::uint32_t>(p));
        truth.push_back(next++);
      }
    }
  }
  return b_cubed(found, truth);
}

void count_faults(const PlantedCorpus& planted, const Placement& placed, PointsScore& score) {
  const auto count = [&](PointsFault fault, Form form) {
    ++score.faults[static_cast<std::size_t>(fault)][static_cast<std::size_t>(form)];
  };
  for (std::size_t i = 0; i < planted.places.size(); ++i) {
    const PlantedPlace& place = planted.places[i];
    if (placed.point_of[i] == placed.points) {
      count(PointsFault::kMissed, place.form);
      continue;
    }
    if (placed.point_of[i] != placed.best[place.statement]) {
      count(PointsFault::kSplit, place.form);
    }
    if (placed.owner[placed.point_of[i]] != place.statement) {
      count(PointsFault::kMixed, place.form);
    }
  }
  for (std::size_t p = 0; p < placed.points; ++p) {
    if (placed.owner[p] < planted.statements.size()) {
      for (const Form form : placed.foreign[p]) {
        count(PointsFault::kForeign, form);
      }
    }
  }
  for (std::size_t fault = 0; fault < kPointsFaults; ++fault) {
    score.f1_without[fault] = group_places(planted, placed, fault).f1;
  }
}

} // namespace

PointsScore score_points(const PlantedCorpus& planted, const std::vector<TalkingPoint>& points) {
  PointsScore score;
  const Placement placed = place(planted, points);
  const std::vector<std::size_t>& best = placed.best;
  score.b_cubed = group_places(planted, placed, kPointsFaults);
  count_faults(planted, placed, score);
  for (std::size_t i = 0; i < planted.places.size(); ++i) {
    const PlantedPlace& place = planted.places[i];
    const auto form = static_cast<std::size_t>(place.form);
    ++score.planted[form];
    if (placed.point_of[i] < points.size() && placed.point_of[i] == best[place.statement]) {
      ++score.found[form];
      score.form_exact += placed.form_of[i] == place.form ? 1 : 0;
    }
  }
  std::vector<double> gains(points.size());
  std::vector<double> ideal;
  for (std::size_t s = 0; s < best.size(); ++s) {
    const double gain = std::log2(1.0 + planted.statements[s].sources);
    ideal.push_back(gain);
    if (best[s] == points.size()) {
      continue;
    }
    ++score.statements_found;
    gains[best[s]] = std::max(gains[best[s]], gain);
    score.first_seen_exact +=
        points[best[s]].first_seen == planted.statements[s].first_seen ? 1 : 0;
  }
  score.ndcg_all = ndcg(gains, ideal, 50);
  std::erase(gains, 0.0);
  score.ndcg_planted = ndcg(gains, ideal, 50);
  return score;
}

} // namespace refrain::bench
