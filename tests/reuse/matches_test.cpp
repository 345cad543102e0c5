#include "refrain/reuse/detail/matches.h"

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace refrain::reuse {
namespace {

using Runs = std::vector<Run>; // Run alone names a member of every test

std::vector<Word> words_of(std::size_t count, std::uint32_t distinct, std::mt19937& random) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < count; ++i) {
    words.push_back({static_cast<std::uint32_t>(random() % distinct), false, false});
  }
  return words;
}

/// Every run, by looking at every pair of places.
Runs all_runs(const std::vector<Word>& a, const std::vector<Word>& b, std::uint32_t least) {
  Runs runs;
  for (std::uint32_t i = 0; i < a.size(); ++i) {
    for (std::uint32_t j = 0; j < b.size(); ++j) {
      std::uint32_t length = 0;
      while (i + length < a.size() && j + length < b.size() &&
             a[i + length].term == b[j + length].term) {
        ++length;
      }
      const bool maximal = i == 0 || j == 0 || a[i - 1].term != b[j - 1].term;
      if (maximal && length >= least) {
        runs.push_back({i, j, length});
      }
    }
  }
  return runs;
}

TEST(MatchFinder, FindsEveryMaximalRun) {
  std::mt19937 random(7);
  MatchFinder finder;
  Runs runs;
  for (int trial = 0; trial < 300; ++trial) {
    const auto a = words_of(random() % 60, 2 + random() % 4, random);
    const auto b = words_of(random() % (MatchFinder::kMaxRepeats + 4), 2 + random() % 4, random);
    finder.find(a, b, 4, runs);
    EXPECT_EQ(runs, all_runs(a, b, 4));
  }
}

/// Of all runs those that hold `least` words at one of their first kMaxRepeats places in b.
Runs runs_looked_at(const std::vector<Word>& a, const std::vector<Word>& b, std::uint32_t least) {
  const auto is_looked_at = [&](std::uint32_t i, std::uint32_t j) {
    std::uint32_t places = 0;
    for (std::uint32_t at = 0; at <= j; ++at) {
      bool same = true;
      for (std::uint32_t k = 0; k < least; ++k) {
        same = same && a[i + k].term == b[at + k].term;
      }
      places += same ? 1 : 0;
    }
    return places <= MatchFinder::kMaxRepeats;
  };
  Runs runs = all_runs(a, b, least);
  std::erase_if(runs, [&](const auto& run) {
    bool found = false;
    for (std::uint32_t k = 0; k + least <= run.length; ++k) {
      found = found || is_looked_at(run.a + k, run.b + k);
    }
    return !found;
  });
  return runs;
}

TEST(MatchFinder, FindsRunsWhoseFirstWordsAreTooCommonFromLaterOnes) {
  std::mt19937 random(8);
  MatchFinder finder;
  Runs runs;
  std::size_t lost = 0;
  for (int trial = 0; trial < 40; ++trial) {
    const auto a = words_of(random() % 300, 2 + random() % 3, random);
    const auto b = words_of(300 + random() % 300, 2 + random() % 3, random);
    finder.find(a, b, 4, runs);
    const Runs expected = runs_looked_at(a, b, 4);
    EXPECT_EQ(runs, expected);
    lost += all_runs(a, b, 4).size() - expected.size();
  }
  EXPECT_GT(lost, 0U); // the limit was met
}

TEST(MatchFinder, MeasuresRunsOfTextsThatRepeatThemselves) {
  constexpr std::uint32_t kWords = 6000;
  for (const std::uint32_t period : {1U, 3U, 50U}) {
    std::vector<Word> a;
    std::vector<Word> b;
    for (std::uint32_t i = 0; i < kWords; ++i) {
      a.push_back({i % period, false, false});
      b.push_back({i % period, false, false});
    }
    a[kWords - 100].term = 1000; // b goes on without it
    MatchFinder finder;
    Runs runs;
    finder.find(a, b, 4, runs);
    ASSERT_FALSE(runs.empty());
    for (const auto& run : runs) {
      std::uint32_t length = 0;
      while (run.a + length < kWords && run.b + length < kWords &&
             a[run.a + length].term == b[run.b + length].term) {
        ++length;
      }
      ASSERT_EQ(run.length, length) << period << ' ' << run.a << ' ' << run.b;
    }
  }
}

} // namespace
} // namespace refrain::reuse
