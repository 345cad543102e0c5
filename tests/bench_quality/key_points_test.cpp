#include "bench/quality/key_points.h"

#include <cstdio>
#include <fstream>

#include <gmock/gmock.h>

namespace refrain::bench {
namespace {

using ::testing::ElementsAre;

TEST(KeyPoints, ReadsCsvWithQuotesCommasAndLineBreaks) {
  const std::string path = ::testing::TempDir() + "refrain_key_points.csv";
  std::ofstream(path) << "id,text\r\n1,\"a, \"\"b\"\"\nc\"\n2,";
  EXPECT_THAT(read_csv(path), ElementsAre(ElementsAre("id", "text"),
                                          ElementsAre("1", "a, \"b\"\nc"), ElementsAre("2", "")));
  std::remove(path.c_str());
}

TEST(KeyPoints, ScoreTheBestHalfOfEachTopicAndStanceStrictAndRelaxed) {
  KeyPointData data;
  for (const char* id : {"a1", "a2", "a3", "a4", "a5", "a6"}) {
    data.arguments.push_back({id, "", "T", "1"});
  }
  data.key_points = {{"k1", "", "T", "1"}, {"k2", "", "T", "1"}, {"x", "", "T", "-1"}};
  data.labels = {{{"a1", "k1"}, true}, {{"a1", "k2"}, false}, {{"a3", "k2"}, true}};
  // Best half: a1 right, a2 unlabelled, a3 right. a1's other key point and the key point of the
  // other stance do not count; a4 is below the half; a5 and a6 have no prediction.
  const KeyPointScore score = score_key_points(data, {{"a1", "k1", .9},
                                                      {"a1", "k2", .8},
                                                      {"a2", "k1", .7},
                                                      {"a3", "k2", .6},
                                                      {"a4", "k1", .5},
                                                      {"a4", "x", .99}});
  EXPECT_EQ(score.groups, 1U);
  EXPECT_NEAR(score.strict, (1 + 2.0 / 3) / 2, 1e-12);
  EXPECT_NEAR(score.relaxed, 1, 1e-12);
}

KeyPointData four_arguments() {
  KeyPointData data;
  for (const char* id : {"a1", "a2", "a3", "a4"}) {
    data.arguments.push_back({id, "", "T", "1"});
  }
  data.key_points = {{"k1", "", "T", "1"}};
  data.labels = {{{"a1", "k1"}, true}, {{"a2", "k1"}, false}, {{"a3", "k1"}, true}};
  return data;
}

TEST(KeyPoints, PutAnArgumentWithoutPredictionFirstAndWrongWhereTheHalfMustKeepIt) {
  // The half is two; only a1 has a prediction, so a2 is kept without one and ranks above .5.
  const KeyPointScore score = score_key_points(four_arguments(), {{"a1", "k1", .5}});
  EXPECT_NEAR(score.strict, 1.0 / 2, 1e-12);
  EXPECT_NEAR(score.relaxed, 1.0 / 2, 1e-12);
}

TEST(KeyPoints, TakeEqualScoresAsOneStepAndAHalfWithoutARightPairAsZero) {
  const KeyPointScore tied =
      score_key_points(four_arguments(), {{"a1", "k1", .5}, {"a2", "k1", .5}, {"a4", "k1", .4}});
  EXPECT_NEAR(tied.strict, 1.0 / 2, 1e-12);
  const KeyPointScore wrong =
      score_key_points(four_arguments(), {{"a2", "k1", .9}, {"a4", "k1", .8}});
  EXPECT_EQ(wrong.strict, 0); // a2 is no match, a4 is unlabelled
  EXPECT_NEAR(wrong.relaxed, 1.0 / 2, 1e-12);
}

TEST(KeyPoints, AverageOverTopicsAndStances) {
  KeyPointData data = four_arguments();
  data.arguments.push_back({"b1", "", "T", "-1"});
  data.arguments.push_back({"b2", "", "T", "-1"});
  data.key_points.push_back({"k2", "", "T", "-1"});
  const KeyPointScore score =
      score_key_points(data, {{"a1", "k1", .9}, {"a3", "k1", .8}, {"b1", "k2", .7}});
  EXPECT_EQ(score.groups, 2U);
  EXPECT_NEAR(score.strict, (1.0 + 0.0) / 2, 1e-12);
  EXPECT_NEAR(score.relaxed, (1.0 + 1.0) / 2, 1e-12);
}

} // namespace
} // namespace refrain::bench
