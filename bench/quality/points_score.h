#pragma once
/// @file
/// Scores of found talking points against planted ones.
///
///     PointsScore score = score_points(planted, found.points);

#include "refrain/talking_points/talking_points.h"

#include "bench/quality/measures.h"
#include "bench/quality/planted.h"

#include <array>
#include <cstdint>
#include <vector>

namespace refrain::bench {

/// What keeps B-cubed below 1.
enum class PointsFault : std::uint8_t {
  kMissed,  ///< a place is in no point
  kSplit,   ///< a place is in another point than most of its statement
  kForeign, ///< an occurrence among the places is no planted place
  kMixed,   ///< a place is in a point that holds more places of another statement
};
inline constexpr std::size_t kPointsFaults = 4;

struct PointsScore {
  std::array<std::uint32_t, 3> planted{}; ///< places, by Form
  std::array<std::uint32_t, 3> found{}; ///< places in the point that holds most of their statement
  /// Places with a fault, by Form; a foreign occurrence counts under its own form.
  std::array<std::array<std::uint32_t, 3>, kPointsFaults> faults{};
  /// B-cubed F1 were one kind of fault mended and all else left as it is.
  std::array<double, kPointsFaults> f1_without{};
  PrecisionRecall b_cubed; ///< over places and what was found together with them
  double ndcg_all = 0;     ///< nDCG@50 over all points that were found; background points gain 0
  double ndcg_planted = 0; ///< nDCG@50 over the points that hold a planted place
  std::uint32_t statements_found = 0;
  std::uint32_t first_seen_exact = 0; ///< of those
  std::uint32_t form_exact = 0;       ///< of the found places
};

/// A place is in a point when one of its occurrences covers half of the shorter of the two.
[[nodiscard]] PointsScore score_points(const PlantedCorpus& planted,
                                       const std::vector<TalkingPoint>& points);

} // namespace refrain::bench
