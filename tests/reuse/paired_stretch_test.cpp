#include "refrain/reuse/detail/paired_stretch.h"

#include "tests/reference/paired_stretch.h"

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace refrain::reuse {
namespace {

/// Words of some kinds with a limit among others that always cost or gain; `step` makes gains
/// multiples of it, so that many stretches are equal.
PairedWindow random_window(std::size_t words, std::uint32_t kinds, double step,
                           std::mt19937& random) {
  PairedWindow window;
  std::vector<double> gains;
  for (std::uint32_t kind = 0; kind < kinds; ++kind) {
    window.limits.push_back(1 + static_cast<std::uint32_t>(random() % 4));
    gains.push_back(step * static_cast<double>(random() % 8));
  }
  for (std::size_t w = 0; w < words; ++w) {
    if (w == 0 || random() % 4 == 0) {
      window.bounds.push_back(static_cast<std::uint32_t>(w));
    }
    if (random() % 2 == 0) {
      const auto kind = static_cast<std::uint32_t>(random() % kinds);
      window.words.push_back({gains[kind], kind});
    } else {
      window.words.push_back({step * (static_cast<double>(random() % 5) - 3), window.kAlways});
    }
  }
  window.bounds.push_back(static_cast<std::uint32_t>(words));
  return window;
}

void expect_the_best(const PairedWindow& window, StretchFinder& finder) {
  const Stretch found = finder.find(window);
  const Stretch expected = reference::best_stretch(window);
  EXPECT_EQ(found.begin, expected.begin);
  EXPECT_EQ(found.end, expected.end);
  EXPECT_EQ(found.sum, expected.sum);
}

TEST(PairedStretch, IsTheBestOfAllStretchesBetweenFewAndManyBounds) {
  std::mt19937 random(31);
  StretchFinder finder;
  for (int trial = 0; trial < 300; ++trial) {
    const std::size_t words = 1 + random() % (trial % 10 == 0 ? 600 : 120);
    const auto kinds = static_cast<std::uint32_t>(1 + random() % 30);
    expect_the_best(random_window(words, kinds, 0.1 + 1e-3 * (trial % 7), random), finder);
  }
}

TEST(PairedStretch, IsTheFirstOfEqualOnes) {
  std::mt19937 random(32);
  StretchFinder finder;
  for (int trial = 0; trial < 100; ++trial) {
    expect_the_best(random_window(1 + random() % 400, 3, 1, random), finder);
  }
}

TEST(PairedStretch, IsTheLeastBadWhereAllWordsCost) {
  StretchFinder finder;
  PairedWindow window;
  window.bounds = {0, 2, 3};
  window.words = {{-1, window.kAlways}, {-1, window.kAlways}, {-3, window.kAlways}};
  const Stretch found = finder.find(window);
  EXPECT_EQ(found.begin, 0U);
  EXPECT_EQ(found.end, 2U);
}

} // namespace
} // namespace refrain::reuse
