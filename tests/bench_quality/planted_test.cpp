#include "bench/quality/planted.h"
#include "bench/quality/points_score.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace refrain::bench {
namespace {

Corpus background() {
  Corpus corpus;
  for (int i = 0; i < 40; ++i) {
    Document d;
    d.id = "d" + std::to_string(100 + i);
    d.source = i % 2 == 0 ? "North" : "South";
    d.date = "2020-01-" + std::to_string(10 + i % 20);
    while (d.text.size() < 700) {
      d.text += "Nothing to see here but filler number " + std::to_string(d.text.size()) + ". Next";
    }
    corpus.add(d);
  }
  corpus.sort();
  return corpus;
}

std::vector<SharedPoint> one_point() {
  return {{"kp",
           "uniforms",
           "Uniforms save costs",
           {"school uniforms save parents a lot of money every single year",
            "families spend less on clothing when schools demand a uniform dress"}}};
}

TEST(Planted, RangesAreWhereTheStatementsStand) {
  const PlantedCorpus planted = plant(background(), one_point(), {});
  ASSERT_EQ(planted.statements.size(), 1U);
  ASSERT_GE(planted.places.size(), 4U);
  for (const PlantedPlace& place : planted.places) {
    const std::string text(planted.corpus.text(place.range));
    EXPECT_GE(planted.corpus.date(place.range.document), planted.statements[0].first_seen);
    if (place.form == Form::kVerbatim) {
      EXPECT_EQ(text.substr(1), planted.statements[0].text.substr(1));
    } else {
      EXPECT_NE(text.substr(1), planted.statements[0].text.substr(1));
    }
  }
}

TEST(Planted, AreTheSameForTheSameSeed) {
  EXPECT_EQ(edit_lightly("one two three four five six seven eight", 5),
            edit_lightly("one two three four five six seven eight", 5));
  const PlantedCorpus a = plant(background(), one_point(), {});
  const PlantedCorpus b = plant(background(), one_point(), {});
  ASSERT_EQ(a.places.size(), b.places.size());
  for (std::size_t i = 0; i < a.places.size(); ++i) {
    EXPECT_EQ(a.places[i].range, b.places[i].range);
  }
}

TEST(PointsScore, IsPerfectForTheTruthAndCountsWhatIsMissing) {
  const PlantedCorpus planted = plant(background(), one_point(), {});
  TalkingPoint point;
  point.first_seen = planted.statements[0].first_seen;
  for (const PlantedPlace& place : planted.places) {
    point.occurrences.push_back({place.range, place.form});
  }
  const PointsScore all = score_points(planted, {point});
  EXPECT_DOUBLE_EQ(all.b_cubed.f1, 1);
  EXPECT_DOUBLE_EQ(all.ndcg_all, 1);
  EXPECT_EQ(all.found, all.planted);
  EXPECT_EQ(all.first_seen_exact, 1U);
  EXPECT_EQ(all.form_exact, planted.places.size());

  TalkingPoint background_point;
  background_point.occurrences.push_back({{0, {0, 4}}, Form::kVerbatim});
  point.occurrences.pop_back();
  const PointsScore part = score_points(planted, {background_point, point});
  EXPECT_LT(part.b_cubed.recall, 1);
  EXPECT_DOUBLE_EQ(part.b_cubed.precision, 1);
  EXPECT_LT(part.ndcg_all, 1);
  EXPECT_DOUBLE_EQ(part.ndcg_planted, 1);
}

/// Two statements of three places each, a place a document.
PlantedCorpus two_statements() {
  PlantedCorpus planted;
  for (int i = 0; i < 7; ++i) {
    Document d;
    d.id = "d" + std::to_string(i);
    d.text = "A statement stands here.";
    planted.corpus.add(d);
  }
  planted.corpus.sort();
  planted.statements = {{"one", "kp1", "", 3}, {"two", "kp2", "", 3}};
  for (std::uint32_t i = 0; i < 6; ++i) {
    planted.places.push_back({{i, {0, 20}}, i % 3 == 2 ? Form::kHeavy : Form::kVerbatim, i / 3});
  }
  return planted;
}

TalkingPoint point_of(const std::vector<std::uint32_t>& documents) {
  TalkingPoint point;
  for (const std::uint32_t d : documents) {
    point.occurrences.push_back({{d, {0, 20}}, Form::kLight});
  }
  return point;
}

TEST(PointsScore, TellsEachFaultAndWhatMendingItWouldGive) {
  using Faults = std::array<std::array<std::uint32_t, 3>, kPointsFaults>;
  const PlantedCorpus planted = two_statements();
  const auto only = [&](const std::vector<TalkingPoint>& points, PointsFault fault,
                        const std::array<std::uint32_t, 3>& counts) {
    const PointsScore score = score_points(planted, points);
    const auto at = static_cast<std::size_t>(fault);
    Faults expected{};
    expected[at] = counts;
    EXPECT_EQ(score.faults, expected);
    for (std::size_t f = 0; f < kPointsFaults; ++f) {
      EXPECT_DOUBLE_EQ(score.f1_without[f], f == at ? 1.0 : score.b_cubed.f1);
    }
    EXPECT_LT(score.b_cubed.f1, 1);
  };
  only({point_of({0, 1}), point_of({3, 4, 5})}, PointsFault::kMissed, {0, 0, 1});
  only({point_of({3, 4, 5})}, PointsFault::kMissed, {2, 0, 1});
  only({point_of({0, 1}), point_of({2}), point_of({3, 4, 5})}, PointsFault::kSplit, {0, 0, 1});
  only({point_of({0, 1, 2, 6}), point_of({3, 4, 5})}, PointsFault::kForeign, {0, 1, 0});
}

TEST(PointsScore, TakesApartWhatIsMixed) {
  const PlantedCorpus planted = two_statements();
  const PointsScore score = score_points(planted, {point_of({0, 1, 2, 3, 4, 5})});
  const auto mixed = static_cast<std::size_t>(PointsFault::kMixed);
  EXPECT_EQ(score.faults[mixed][0] + score.faults[mixed][2], 3U);
  EXPECT_DOUBLE_EQ(score.f1_without[mixed], 1);
}

} // namespace
} // namespace refrain::bench
