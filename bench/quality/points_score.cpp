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

} // namespace

PointsScore score_points(const PlantedCorpus& planted, const std::vector<TalkingPoint>& points) {
  PointsScore score;
  const std::size_t places = planted.places.size();
  // Point and occurrence of every place; a place in several points belongs to the first.
  std::vector<std::size_t> point_of(places, points.size());
  std::vector<Form> form_of(places, Form::kHeavy);
  std::vector<std::size_t> foreign(points.size()); // occurrences that are no planted place
  std::map<DocumentIndex, std::size_t> place_in;
  for (std::size_t i = 0; i < places; ++i) {
    place_in[planted.places[i].range.document] = i;
  }
  for (std::size_t p = 0; p < points.size(); ++p) {
    for (const Occurrence& occurrence : points[p].occurrences) {
      const auto it = place_in.find(occurrence.range.document);
      if (it == place_in.end() ||
          !covers(occurrence.range.bytes, planted.places[it->second].range.bytes)) {
        ++foreign[p];
      } else if (point_of[it->second] == points.size()) {
        point_of[it->second] = p;
        form_of[it->second] = occurrence.form;
      }
    }
  }

  std::map<std::pair<std::size_t, std::size_t>, std::size_t> together; // statement and point
  // Grouped are the places and whatever else stands in a point with one of them; what was not
  // planted is a true group of its own, a place that was not found a found one.
  std::vector<std::uint32_t> found;
  std::vector<std::uint32_t> truth;
  auto next = static_cast<std::uint32_t>(points.size() + planted.statements.size());
  for (std::size_t i = 0; i < places; ++i) {
    truth.push_back(planted.places[i].statement);
    if (point_of[i] == points.size()) {
      found.push_back(next++);
    } else {
      found.push_back(static_cast<std::uint32_t>(point_of[i]));
      ++together[{planted.places[i].statement, point_of[i]}];
    }
  }
  for (std::size_t p = 0; p < points.size(); ++p) {
    if (std::find(point_of.begin(), point_of.end(), p) != point_of.end()) {
      for (std::size_t i = 0; i < foreign[p]; ++i) {
        found.push_back(static_cast<std::uint32_t>(p));
        truth.push_back(next++);
      }
    }
  }
  score.b_cubed = b_cubed(found, truth);

  std::vector<std::size_t> best(planted.statements.size(), points.size());
  for (const auto& [key, count] : together) {
    std::size_t& b = best[key.first];
    if (b == points.size() || count > together[{key.first, b}]) {
      b = key.second;
    }
  }
  for (std::size_t i = 0; i < places; ++i) {
    const PlantedPlace& place = planted.places[i];
    const auto form = static_cast<std::size_t>(place.form);
    ++score.planted[form];
    if (point_of[i] < points.size() && point_of[i] == best[place.statement]) {
      ++score.found[form];
      score.form_exact += form_of[i] == place.form ? 1 : 0;
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
