#include "refrain/tfidf/text_features.h"

#include <string_view>
#include <vector>

#include <gmock/gmock.h>

namespace refrain {
namespace {

FeatureTable features_of(std::string_view text, const TextFeatureOptions& options) {
  FeatureTable table;
  FeatureExtractor extractor(options);
  extractor.append(text, table);
  return table;
}

std::vector<float> boosts(const FeatureTable& table) {
  std::vector<float> found;
  for (const Feature& f : table.features) {
    found.push_back(f.boost);
  }
  return found;
}

TEST(TextFeatures, GiveFormsOfAWordOneKeyOnlyWhenStemmed) {
  const FeatureTable stems = features_of("taxes Tax TAXES", {FeatureKind::kStems, 0});
  ASSERT_EQ(stems.features.size(), 3U);
  EXPECT_EQ(stems.features[0].key, stems.features[1].key);
  EXPECT_EQ(stems.features[0].key, stems.features[2].key);
  const FeatureTable tokens = features_of("taxes Tax TAXES", {FeatureKind::kTokens, 0});
  EXPECT_NE(tokens.features[0].key, tokens.features[1].key);
  EXPECT_EQ(tokens.features[0].key, tokens.features[2].key);
}

TEST(TextFeatures, WeighAStemByItsLettersAndANumberInFull) {
  // Letters, not bytes: "да" has two in four bytes.
  EXPECT_THAT(boosts(features_of("a of banks governments 7 да", {FeatureKind::kStems, 0})),
              ::testing::ElementsAre(0.2F, 0.4F, 0.8F, 1.0F, 1.0F, 0.4F));
  EXPECT_THAT(boosts(features_of("a of", {FeatureKind::kTokens, 0})),
              ::testing::ElementsAre(1.0F, 1.0F));
}

TEST(TextFeatures, LetTheWeightOfLengthFadeWithTheNumberOfTexts) {
  // 1 - (1 - 1/5) / (1 + 3000/3000)
  EXPECT_THAT(boosts(features_of("a", {FeatureKind::kStems, kHalfWayTexts})),
              ::testing::ElementsAre(0.6F));
  EXPECT_GT(boosts(features_of("a", {FeatureKind::kStems, 1'000'000}))[0], 0.99F);
}

TEST(TextFeatures, MakeARowForEveryTextEvenWithoutTokens) {
  Corpus corpus;
  for (const char* text : {"one two", "", "!?", "three"}) {
    Document d;
    d.text = text;
    corpus.add(d);
  }
  const FeatureSource source = text_features({&corpus, &corpus}, {FeatureKind::kStems, 8});
  FeatureTable table;
  source(0, 8, table);
  EXPECT_THAT(table.first, ::testing::ElementsAre(0, 2, 2, 2, 3, 5, 5, 5, 6));
  FeatureTable part;
  source(3, 5, part);
  EXPECT_THAT(part.first, ::testing::ElementsAre(0, 1, 3));
}

} // namespace
} // namespace refrain
