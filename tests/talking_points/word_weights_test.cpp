#include "refrain/talking_points/detail/word_weights.h"

#include <cmath>
#include <cstdint>
#include <vector>

#include <gmock/gmock.h>

namespace refrain::points {
namespace {

constexpr Surface kStop = 0; ///< the surface of a function word

/// A unit for each row of surfaces; every surface is a stem of its own.
StatementText text_of(const std::vector<std::vector<Surface>>& units, Surface surfaces) {
  StatementText text;
  text.frequencies.assign(surfaces, 0);
  for (Surface s = 0; s < surfaces; ++s) {
    text.stems.push_back(s);
    text.stop.push_back(s == kStop ? 1 : 0);
  }
  for (const std::vector<Surface>& unit : units) {
    const auto begin = static_cast<TokenIndex>(text.surfaces.size());
    std::vector<std::uint8_t> held(surfaces);
    for (const Surface s : unit) {
      text.surfaces.push_back(s);
      text.unit_starts.push_back(text.unit_starts.size() == begin);
      text.frequencies[s] += held[s] == 0 ? 1 : 0;
      held[s] = 1;
    }
    text.units.push_back({0, begin, static_cast<TokenIndex>(text.surfaces.size())});
  }
  return text;
}

float idf(double units, double frequency) {
  return static_cast<float>(std::log((units + 1) / (frequency + 1)));
}

TEST(WordWeights, AreIdfOverUnitsWithBounds) {
  std::vector<std::vector<Surface>> units;
  for (Surface u = 0; u < 5000; ++u) {
    // Word 1 is in all, between words that differ; word 2 in a hundredth; 3 in two.
    units.push_back({kStop, 10 + u, 1, 6000 + u});
    if (u % 100 == 0) {
      units.back().push_back(2);
    }
    if (u < 2) {
      units.back().insert(units.back().end(), {3, 3});
    }
  }
  const std::vector<float> weights = word_weights(text_of(units, 12000));
  EXPECT_EQ(weights[kStop], 0);
  EXPECT_FLOAT_EQ(weights[1], 0.3F);
  EXPECT_FLOAT_EQ(weights[2], idf(5000, 50));
  EXPECT_FLOAT_EQ(weights[3], 7.0F);
}

TEST(WordWeights, TakeFewUnitsForTwoHundred) {
  const std::vector<float> weights = word_weights(text_of({{1, 2}, {1, 3}, {1, 4}}, 5));
  EXPECT_FLOAT_EQ(weights[1], idf(200, 3));
  EXPECT_FLOAT_EQ(weights[2], idf(200, 1));
}

TEST(WordWeights, CountCopiesOnceWhereMostPlacesOfAWordAreCopies) {
  std::vector<std::vector<Surface>> units;
  for (Surface u = 0; u < 1000; ++u) {
    // Nine in ten are one sentence of words 1 to 9, with other names in it; word 20 is as common,
    // but in sentences of all kinds, and 30 to 33 in a sentence too short to be a template.
    if (u % 10 != 0) {
      units.push_back({1, 2, kStop, 3, 100 + u, 4, 5, 6, 1100 + u, kStop, 7, 8, 9});
    } else {
      units.push_back({100 + u, 2100 + u});
    }
    units.push_back({3100 + u, 20, 4200 + u});
    units.push_back({30, 31, 5300 + u, 32, 33});
  }
  const std::vector<float> weights = word_weights(text_of(units, 6300));
  for (Surface s = 1; s <= 9; ++s) {
    EXPECT_FLOAT_EQ(weights[s], std::log(10.0F)) << s;
  }
  EXPECT_FLOAT_EQ(weights[20], idf(3000, 1000));
  for (Surface s = 30; s <= 33; ++s) {
    EXPECT_FLOAT_EQ(weights[s], idf(3000, 1000)) << s;
  }
}

} // namespace
} // namespace refrain::points
