#include "bench/quality/planted.h"
#include "bench/quality/points_score.h"

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

} // namespace
} // namespace refrain::bench
