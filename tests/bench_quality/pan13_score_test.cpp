#include "bench/quality/pan13_score.h"

#include <vector>

#include <gtest/gtest.h>

namespace refrain::bench {
namespace {

TEST(Pan13Score, CountsCharactersNotBytes) {
  Pan13 pan;
  for (const char* id : {"a", "b"}) {
    Document document;
    document.id = id;
    document.text = "éé word";
    pan.corpus.add(document);
  }
  pan.corpus.sort();
  Pan13Pair pair;
  pair.suspicious = "suspicious-document00012.txt";
  pair.a = 0;
  pair.b = 1;
  pair.cases = {{3, 7, 3, 7}};
  pan.pairs.push_back(pair);
  const std::vector<ReuseSpan> spans = {{{0, {5, 9}}, {1, {5, 9}}, Form::kVerbatim, 1}};
  const std::vector<PlagdetCounts> counts = score_pairs(pan, spans);
  ASSERT_EQ(counts.size(), 1U);
  EXPECT_DOUBLE_EQ(counts[0].score().plagdet, 1);
}

TEST(Pan13Score, FoldsByTheNumberOfTheSuspiciousDocument) {
  Pan13Pair pair;
  pair.suspicious = "suspicious-document00012.txt";
  EXPECT_EQ(fold_of(pair), 12U % kFolds);
  pair.suspicious = "none.txt";
  EXPECT_EQ(fold_of(pair), 0U);
}

TEST(Pan13Score, SpreadIsTheStandardDeviationOfASample) {
  const std::vector<double> values = {1, 2, 3};
  EXPECT_DOUBLE_EQ(mean_spread(values).mean, 2);
  EXPECT_DOUBLE_EQ(mean_spread(values).spread, 1);
  EXPECT_DOUBLE_EQ(mean_spread(std::vector<double>{4}).spread, 0);
}

} // namespace
} // namespace refrain::bench
