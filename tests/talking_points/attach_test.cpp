#include "refrain/core/hash.h"
#include "refrain/talking_points/detail/attach.h"
#include "refrain/talking_points/detail/pairs.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace refrain::points {
namespace {

/// Sentences of words that are common or rare by a skewed choice, or those of another document.
Corpus random_corpus(std::size_t documents, std::uint64_t seed) {
  Corpus corpus;
  std::vector<std::uint64_t> words;
  for (std::size_t i = 0; i < documents; ++i) {
    Document d;
    d.id = "d" + std::to_string(1000 + i);
    for (std::size_t w = 0; w < 40; ++w) {
      const std::uint64_t r = mix64(++seed);
      const bool again = i >= 7 && r >> 63 != 0;
      words.push_back(again ? words[words.size() - 280] : (r % 90) * ((r >> 8) % 90) / 9);
      const std::uint64_t word = words.back();
      d.text += "word" + std::string(1, static_cast<char>('a' + word % 26)) +
                std::string(1, static_cast<char>('a' + word / 26 % 26)) +
                std::string(1, static_cast<char>('a' + word / 676));
      d.text += w % 10 == 9 ? ". A" : " ";
    }
    corpus.add(d);
  }
  corpus.sort();
  return corpus;
}

std::set<Stem> stems_of(const StatementText& text, TokenIndex begin, TokenIndex end) {
  std::set<Stem> stems;
  for (TokenIndex t = begin; t < end; ++t) {
    stems.insert(text.stem(t));
  }
  return stems;
}

Window window_of(const StatementText& text, UnitIndex unit) {
  Window window;
  window.unit = unit;
  window.begin = text.units[unit].begin;
  window.end = text.units[unit].end;
  return window;
}

/// The group that each free unit goes to, by looking at every unit beside every group.
std::map<UnitIndex, std::size_t> naive_offers(const StatementText& text,
                                              const std::vector<Group>& groups) {
  const std::vector<float> evidence = evidence_of_stems(text);
  std::set<UnitIndex> held;
  for (const Group& group : groups) {
    for (const Window& window : group.windows) {
      held.insert(window.unit);
    }
  }
  std::map<UnitIndex, std::size_t> best;
  std::map<UnitIndex, float> best_score;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    std::map<Stem, float> label; // what its stems tell, places of the group not counted
    float own = 0;
    for (const Stem stem : stems_of(text, groups[g].label.begin, groups[g].label.end)) {
      std::uint32_t outside = text.frequencies[stem];
      for (const Window& window : groups[g].windows) {
        outside -= stems_of(text, window.begin, window.end).contains(stem) ? 1 : 0;
      }
      if (text.weights[stem] > 0) {
        own += label[stem] = squared_idf(text, outside);
      }
    }
    for (UnitIndex u = 0; u < text.units.size(); ++u) {
      float shared = 0;
      float all = 0;
      std::size_t count = 0;
      for (const Stem stem : stems_of(text, text.units[u].begin, text.units[u].end)) {
        const auto it = label.find(stem);
        shared += it == label.end() ? 0 : it->second;
        all += it == label.end() ? evidence[stem] : it->second;
        count += it == label.end() ? 0 : 1;
      }
      const float dice = 2 * shared / (own + all);
      const float score = shared * std::sqrt(dice);
      if (!held.contains(u) && count >= 2 && dice >= 0.2F && score >= 0.54F &&
          (!best.contains(u) || score > best_score[u])) {
        best[u] = g;
        best_score[u] = score;
      }
    }
  }
  return best;
}

TEST(AttachReworded, GivesEachFreeUnitToTheGroupThatItSharesMostWith) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const Corpus corpus = random_corpus(150, seed * 100'000);
    const StatementText text = read_statements(corpus, split_corpus(corpus, {}, {}), {});
    const StatementIndex index(text);
    std::vector<Group> groups;
    for (UnitIndex u = 0; u + 2 < text.units.size(); u += 11) {
      Group& group = groups.emplace_back();
      group.label = {text.units[u].begin, text.units[u].end};
      group.label_unit = u;
      group.windows = {window_of(text, u), window_of(text, u + 2)};
    }
    const std::map<UnitIndex, std::size_t> expected = naive_offers(text, groups);
    std::vector<Group> attached = groups;
    attach_reworded(index, attached, {});
    std::map<UnitIndex, std::size_t> found;
    for (std::size_t g = 0; g < attached.size(); ++g) {
      EXPECT_TRUE(
          std::is_sorted(attached[g].windows.begin(), attached[g].windows.end(),
                         [](const Window& a, const Window& b) { return a.begin < b.begin; }));
      for (const Window& window : attached[g].windows) {
        if (window.unit != groups[g].windows[0].unit && window.unit != groups[g].windows[1].unit) {
          found[window.unit] = g;
          EXPECT_GE(window.shared, 2U);
        }
      }
    }
    // What shares two stems only far apart has no window that holds both.
    StatementSearch search(index);
    std::map<UnitIndex, std::size_t> held;
    for (const auto& [unit, g] : expected) {
      const Statement label = statement_of(text, groups[g].label.begin, groups[g].label.end);
      if (search.best_window(label, text.units[unit].begin, text.units[unit].end).shared >= 2) {
        held[unit] = g;
      }
    }
    EXPECT_EQ(found, held);
    EXPECT_GT(found.size(), 20U);
  }
}

} // namespace
} // namespace refrain::points
