#include "refrain/reuse/detail/log_odds.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace refrain::reuse {
namespace {

constexpr std::uint32_t kStems = 30;

std::vector<Word> words_of(std::size_t count, std::mt19937& random) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < count; ++i) {
    words.push_back({static_cast<std::uint32_t>(random() % kStems), random() % 5 == 0, false});
  }
  return words;
}

TEST(LogOdds, TakesTheBackgroundOfAStretchFromTheRestOfItsDocument) {
  std::mt19937 random(9);
  PreparedCorpus prepared;
  prepared.stem_count = kStems;
  for (std::uint32_t t = 0; t < kStems; ++t) {
    prepared.terms.push_back({t, 1.0F + static_cast<float>(t) / 5});
  }
  LogOdds odds(prepared);
  LogOdds expected(prepared);
  StemCounts own; // of one document after the other
  std::deque<std::vector<Word>> documents;
  for (int trial = 0; trial < 200; ++trial) {
    const std::vector<Word>& document = documents.emplace_back(words_of(1 + random() % 80, random));
    const std::vector<Word> partner = words_of(1 + random() % 30, random);
    const auto begin = static_cast<std::uint32_t>(random() % document.size());
    const auto end = begin + static_cast<std::uint32_t>(random() % (document.size() - begin + 1));
    std::vector<Word> rest(document.begin(), document.begin() + begin);
    rest.insert(rest.end(), document.begin() + end, document.end());
    own.count(prepared, document);
    odds.set_partner(partner, 0.4, 0.1);
    odds.set_background(own, begin, end);
    StemCounts of_rest;
    of_rest.count(prepared, rest);
    expected.set_partner(partner, 0.4, 0.1);
    expected.set_background(of_rest, 0, 0);
    for (const Word& word : document) {
      EXPECT_EQ(odds.odds(word), expected.odds(word));
    }
  }
}

// The formula of log_odds.h, word by word, with nothing remembered or left out.
double odds_by_formula(const PreparedCorpus& prepared, const Word& word,
                       const std::vector<Word>& partner, const std::vector<Word>& rest) {
  constexpr double kKept = 0.4;
  const auto is_word = [&](const Word& other) { return other.term == word.term; };
  if (word.common) {
    return 0;
  }
  if (std::none_of(partner.begin(), partner.end(),
                   [&](const Word& other) { return is_word(other) && !other.common; })) {
    return std::log(1 - kKept);
  }
  const double size = static_cast<double>(partner.size());
  const double share = std::exp(-prepared.terms[word.term].weight);
  double chance = std::max(0.1, 1 - std::pow(1 - share, size / 20));
  if (!rest.empty()) {
    const auto outside = static_cast<double>(std::count_if(rest.begin(), rest.end(), is_word));
    const double density = outside / (static_cast<double>(rest.size()) + 100);
    chance = std::max(chance, 1 - std::exp(-density * size));
  }
  return std::log((kKept + (1 - kKept) * chance) / chance);
}

TEST(LogOdds, AreWhatTheFormulaSaysForAnyPartnerAndBackground) {
  std::mt19937 random(10);
  PreparedCorpus prepared;
  prepared.stem_count = kStems;
  for (std::uint32_t t = 0; t < kStems; ++t) {
    prepared.terms.push_back({t, static_cast<float>(t) / 4});
  }
  LogOdds odds(prepared);
  for (int trial = 0; trial < 200; ++trial) {
    const std::vector<Word> document = words_of(1 + random() % 200, random);
    const std::vector<Word> partner = words_of(random() % 100, random);
    const auto begin = static_cast<std::uint32_t>(random() % document.size());
    std::vector<Word> rest;
    odds.set_partner(partner, 0.4, 0.1);
    StemCounts own;
    own.count(prepared, document);
    for (const bool background : {false, true}) {
      if (background) {
        odds.set_background(own, begin, static_cast<std::uint32_t>(document.size()));
        rest.assign(document.begin(), document.begin() + begin);
      }
      for (const Word& word : document) {
        EXPECT_NEAR(odds.odds(word), odds_by_formula(prepared, word, partner, rest), 1e-6);
      }
    }
  }
}

} // namespace
} // namespace refrain::reuse
