#include "tools/generate/vocabulary.h"

#include "refrain/core/error.h"

#include <array>
#include <cmath>
#include <unordered_set>

namespace refrain::generate {
namespace {

constexpr std::array<std::string_view, 20> kOnsets = {"b", "c", "d",  "f",  "g",  "h", "l",
                                                      "m", "n", "p",  "r",  "s",  "t", "v",
                                                      "w", "k", "st", "th", "tr", "ch"};
constexpr std::array<std::string_view, 8> kVowels = {"a", "e", "i", "o", "u", "a", "e", "ou"};
constexpr std::array<std::string_view, 10> kCodas = {"", "", "", "", "", "n", "r", "s", "l", "nd"};
constexpr std::array<std::string_view, 8> kAccents = {"é", "ü", "ö", "ñ", "å", "ç", "ł", "ș"};

std::string invent(Random& random, std::uint32_t syllables, bool accented) {
  std::string word;
  for (std::uint32_t i = 0; i < syllables; ++i) {
    word += kOnsets[random.below(kOnsets.size())];
    word += kVowels[random.below(kVowels.size())];
    word += kCodas[random.below(kCodas.size())];
  }
  if (accented) {
    word += kAccents[random.below(kAccents.size())];
  }
  return word;
}

} // namespace

Vocabulary::Vocabulary(std::uint32_t words, double accents, std::uint64_t seed) {
  if (words < 100) {
    throw InvalidArgument("vocabulary: expected at least 100 words, found " +
                          std::to_string(words));
  }
  Random random(seed, 0x766f636162ULL);
  std::unordered_set<std::string> seen;
  begin_.push_back(0);
  while (begin_.size() <= words) {
    const double rank = static_cast<double>(begin_.size());
    const auto syllables = static_cast<std::uint32_t>(1 + std::log10(rank) * 0.33 + random.unit());
    std::string word = invent(random, syllables, random.unit() < accents);
    if (seen.insert(word).second) {
      letters_ += word;
      begin_.push_back(static_cast<std::uint32_t>(letters_.size()));
    }
  }

  std::vector<double> weight(words);
  double sum = 0;
  for (std::uint32_t i = 0; i < words; ++i) {
    weight[i] = 1.0 / (static_cast<double>(i) + 2.7);
    sum += weight[i];
  }
  keep_.assign(words, 1.0);
  alias_.assign(words, 0);
  std::vector<WordId> small;
  std::vector<WordId> large;
  for (std::uint32_t i = 0; i < words; ++i) {
    weight[i] *= static_cast<double>(words) / sum;
    (weight[i] < 1 ? small : large).push_back(i);
  }
  while (!small.empty() && !large.empty()) {
    const WordId s = small.back();
    const WordId l = large.back();
    small.pop_back();
    keep_[s] = weight[s];
    alias_[s] = l;
    weight[l] -= 1 - weight[s];
    if (weight[l] < 1) {
      large.pop_back();
      small.push_back(l);
    }
  }
}

WordId Vocabulary::draw(Random& random) const {
  const std::uint64_t x = random.next();
  const auto slot = static_cast<WordId>(((x >> 32) * keep_.size()) >> 32);
  const double u = static_cast<double>(x & 0xffffffffU) * 0x1p-32;
  return u < keep_[slot] ? slot : alias_[slot];
}

} // namespace refrain::generate
