#include "bench/quality/plagdet.h"

#include <cmath>

#include <gtest/gtest.h>

namespace refrain::bench {
namespace {

Plagdet score(std::vector<AlignedRange> cases, std::vector<AlignedRange> detections) {
  PlagdetCounts counts;
  counts.add_pair(cases, detections);
  return counts.score();
}

TEST(Plagdet, IsOneForExactDetections) {
  const Plagdet s = score({{10, 20, 30, 40}}, {{10, 20, 30, 40}});
  EXPECT_DOUBLE_EQ(s.precision, 1);
  EXPECT_DOUBLE_EQ(s.recall, 1);
  EXPECT_DOUBLE_EQ(s.granularity, 1);
  EXPECT_DOUBLE_EQ(s.plagdet, 1);
}

TEST(Plagdet, CountsCharactersOfBothSides) {
  // 5 of 10 characters on one side, 30 of 30 on the other.
  const Plagdet s = score({{0, 10, 0, 30}}, {{5, 10, 0, 30}});
  EXPECT_DOUBLE_EQ(s.recall, 35.0 / 40);
  EXPECT_DOUBLE_EQ(s.precision, 1);
}

TEST(Plagdet, NeedsBothSidesToOverlap) {
  const Plagdet s = score({{0, 10, 0, 10}}, {{0, 10, 10, 20}});
  EXPECT_DOUBLE_EQ(s.precision, 0);
  EXPECT_DOUBLE_EQ(s.recall, 0);
  EXPECT_DOUBLE_EQ(s.plagdet, 0);
}

TEST(Plagdet, PunishesACaseFoundInPieces) {
  const Plagdet s = score({{0, 100, 0, 100}}, {{0, 50, 0, 50}, {50, 100, 50, 100}});
  EXPECT_DOUBLE_EQ(s.recall, 1);
  EXPECT_DOUBLE_EQ(s.precision, 1);
  EXPECT_DOUBLE_EQ(s.granularity, 2);
  EXPECT_DOUBLE_EQ(s.plagdet, 1 / std::log2(3.0));
}

TEST(Plagdet, CountsOverlappingDetectionsOnce) {
  const Plagdet s = score({{0, 100, 0, 100}}, {{0, 60, 0, 60}, {40, 100, 40, 100}});
  EXPECT_DOUBLE_EQ(s.recall, 1);
}

TEST(Plagdet, AveragesOverCasesAndDetectionsNotCharacters) {
  // One long case missed, one short case found: recall 1/2 whatever the lengths.
  const Plagdet s = score({{0, 1000, 0, 1000}, {2000, 2010, 2000, 2010}},
                          {{2000, 2010, 2000, 2010}, {5000, 9000, 5000, 9000}});
  EXPECT_DOUBLE_EQ(s.recall, 0.5);
  EXPECT_DOUBLE_EQ(s.precision, 0.5);
  EXPECT_DOUBLE_EQ(s.plagdet, 0.5);
}

TEST(Plagdet, AddsUpOverPairs) {
  PlagdetCounts one;
  one.add_pair(std::vector<AlignedRange>{{0, 10, 0, 10}},
               std::vector<AlignedRange>{{0, 10, 0, 10}});
  PlagdetCounts two;
  two.add_pair(std::vector<AlignedRange>{{0, 10, 0, 10}}, {});
  one.add(two);
  EXPECT_EQ(one.cases(), 2U);
  EXPECT_EQ(one.detected_cases(), 1U);
  EXPECT_EQ(one.detections(), 1U);
  EXPECT_DOUBLE_EQ(one.score().recall, 0.5);
  EXPECT_DOUBLE_EQ(one.score().precision, 1);
}

TEST(Plagdet, IsZeroWhenNothingIsFound) {
  EXPECT_DOUBLE_EQ(score({{0, 10, 0, 10}}, {}).plagdet, 0);
  EXPECT_DOUBLE_EQ(score({}, {{0, 10, 0, 10}}).precision, 0);
}

} // namespace
} // namespace refrain::bench
