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

} // namespace
} // namespace refrain::bench
