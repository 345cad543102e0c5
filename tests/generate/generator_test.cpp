#include "refrain/core/error.h"
#include "refrain/text/tokenizer.h"

#include "tools/generate/generator.h"

#include <cmath>
#include <map>
#include <set>

#include <gmock/gmock.h>

namespace refrain::generate {
namespace {

std::string field(const std::string& line, const std::string& name) {
  const std::string key = "\"" + name + "\":\"";
  const std::size_t begin = line.find(key);
  if (begin == std::string::npos) {
    return {};
  }
  const std::size_t from = begin + key.size();
  return line.substr(from, line.find('"', from) - from);
}

double number(const std::string& line, const std::string& name) {
  const std::string key = "\"" + name + "\":";
  return std::stod(line.substr(line.find(key) + key.size()));
}

/// The obvious way: all w-shingles of lower-case words as strings in a set.
double jaccard_by_words(const std::string& a, const std::string& b, std::size_t w) {
  Tokenizer tokenizer;
  const auto shingles = [&](const std::string& text) {
    std::vector<TokenKey> keys;
    tokenizer.keys(text, keys);
    std::set<std::vector<TokenKey>> set;
    const std::size_t width = std::min(w, keys.size());
    for (std::size_t i = 0; i + width <= keys.size(); ++i) {
      set.emplace(keys.begin() + static_cast<std::ptrdiff_t>(i),
                  keys.begin() + static_cast<std::ptrdiff_t>(i + width));
    }
    return set;
  };
  const auto x = shingles(a);
  const auto y = shingles(b);
  std::size_t both = 0;
  for (const auto& s : x) {
    both += y.count(s);
  }
  return static_cast<double>(both) / static_cast<double>(x.size() + y.size() - both);
}

struct Lines {
  std::map<std::string, std::string> records; // id -> text
  std::vector<std::string> truth;
};

Lines make(const GeneratorOptions& options) {
  const Generator generator(options);
  Lines lines;
  for (std::uint64_t i = 0; i < options.passages; ++i) {
    std::string record;
    std::string truth;
    generator.append(i, record, truth);
    lines.records[field(record, "id")] = field(record, "text");
    for (std::size_t at = 0; at < truth.size();) {
      const std::size_t end = truth.find('\n', at);
      lines.truth.push_back(truth.substr(at, end - at));
      at = end + 1;
    }
  }
  return lines;
}

TEST(Generator, SaysTheExactJaccardOfEveryNearDuplicate) {
  GeneratorOptions options;
  options.passages = 3000;
  options.boilerplate = 0; // the truth is that of the words without it
  const Lines lines = make(options);
  std::size_t seen = 0;
  for (const std::string& truth : lines.truth) {
    if (field(truth, "kind") == "near_duplicate") {
      const double said = number(truth, "jaccard");
      const double found = jaccard_by_words(lines.records.at(field(truth, "a")),
                                            lines.records.at(field(truth, "b")), 3);
      EXPECT_NEAR(said, found, 0.00006) << truth;
      ++seen;
    }
  }
  EXPECT_GT(seen, 200U);
}

TEST(Generator, ComesCloseToEveryChosenSimilarity) {
  GeneratorOptions options;
  options.passages = 20000;
  const Lines lines = make(options);
  std::map<double, std::pair<double, double>> sums; // target -> sum, count
  for (const std::string& truth : lines.truth) {
    if (field(truth, "kind") == "near_duplicate") {
      auto& [sum, count] = sums[number(truth, "target")];
      sum += number(truth, "jaccard");
      count += 1;
    }
  }
  EXPECT_EQ(sums.size(), options.similarities.size());
  for (const auto& [target, sum] : sums) {
    EXPECT_NEAR(sum.first / sum.second, target, 0.02);
  }
}

TEST(Generator, PlantsSpansWordForWord) {
  GeneratorOptions options;
  options.passages = 3000;
  options.spans = 0.05;
  const Lines lines = make(options);
  std::size_t seen = 0;
  Tokenizer tokenizer;
  for (const std::string& truth : lines.truth) {
    if (field(truth, "kind") != "span") {
      continue;
    }
    ++seen;
    std::vector<TokenKey> span;
    std::vector<TokenKey> text;
    tokenizer.keys(field(truth, "text"), span);
    for (const char* side : {"a", "b"}) {
      tokenizer.keys(lines.records.at(field(truth, side)), text);
      EXPECT_NE(std::search(text.begin(), text.end(), span.begin(), span.end()), text.end());
    }
  }
  EXPECT_GT(seen, 100U);
}

TEST(Generator, MakesARecordWithoutThoseBeforeIt) {
  const Generator all({.passages = 500, .seed = 9});
  std::string in_order;
  std::string backwards_last;
  std::string truth;
  for (std::uint64_t i = 0; i < 500; ++i) {
    in_order.clear();
    all.append(i, in_order, truth);
  }
  const Generator another({.passages = 500, .seed = 9});
  another.append(499, backwards_last, truth);
  EXPECT_EQ(in_order, backwards_last);
}

TEST(Generator, RefusesSharesOutsideZeroToOne) {
  EXPECT_THROW(Generator({.near_duplicates = 1.5}), InvalidArgument);
  EXPECT_THROW(Generator({.near_duplicates = 0.6, .spans = 0.6}), InvalidArgument);
}

TEST(Generator, DrawsWordsByZipfsLaw) {
  const Vocabulary vocabulary(1000, 0, 1);
  Random random(1, 2);
  std::vector<double> counts(1000);
  constexpr int kDraws = 2000000;
  for (int i = 0; i < kDraws; ++i) {
    counts[vocabulary.draw(random)] += 1;
  }
  double sum = 0;
  for (int i = 0; i < 1000; ++i) {
    sum += 1.0 / (i + 2.7);
  }
  for (const int rank : {0, 1, 10, 100, 999}) {
    const double expected = kDraws / (rank + 2.7) / sum;
    EXPECT_NEAR(counts[static_cast<std::size_t>(rank)], expected, 5 * std::sqrt(expected));
  }
}

} // namespace
} // namespace refrain::generate
