#include "refrain/reuse/detail/log_odds.h"

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
    words.push_back({static_cast<std::uint32_t>(random() % kStems), 0, 0, random() % 5 == 0});
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

} // namespace
} // namespace refrain::reuse
