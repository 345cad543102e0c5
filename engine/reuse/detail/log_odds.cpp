#include "refrain/reuse/detail/log_odds.h"

#include <algorithm>
#include <cmath>

namespace refrain::reuse {
namespace {

constexpr double kSentenceWords = 20; // weights count sentences
constexpr double kPriorWords = 100;   // without a word, before a background says how common it is

} // namespace

void StemCounts::count(const PreparedCorpus& prepared, std::span<const Word> words) {
  counts_.resize(prepared.stem_count, 0);
  for (const Word& word : words_) {
    counts_[prepared.terms[word.term].stem] = 0;
  }
  words_ = words;
  for (const Word& word : words_) {
    ++counts_[prepared.terms[word.term].stem];
  }
}

void LogOdds::set_partner(std::span<const Word> partner, double kept, double least_chance) {
  marks_.resize(prepared_.stem_count, 0);
  outside_.resize(prepared_.stem_count, 0);
  partner_ = partner;
  ++mark_;
  for (const Word& word : partner) {
    if (word.common) {
      continue;
    }
    marks_[prepared_.terms[word.term].stem] = mark_;
    outside_[prepared_.terms[word.term].stem] = 0;
  }
  outside_words_ = 0;
  partner_words_ = static_cast<double>(partner.size());
  sentences_ = static_cast<double>(partner.size()) / kSentenceWords;
  kept_ = kept;
  least_chance_ = least_chance;
  miss_ = std::log(1 - kept);
}

void LogOdds::set_background(const StemCounts& own, std::uint32_t begin, std::uint32_t end) {
  for (const Word& word : partner_) {
    const std::uint32_t stem = prepared_.terms[word.term].stem;
    outside_[stem] = own[stem];
  }
  for (const Word& word : own.words().subspan(begin, end - begin)) {
    const std::uint32_t stem = prepared_.terms[word.term].stem;
    outside_[stem] -= marks_[stem] == mark_ ? 1 : 0;
  }
  outside_words_ = static_cast<double>(own.words().size() - (end - begin));
}

double LogOdds::odds(const Word& word) const {
  if (word.common) {
    return 0;
  }
  const Term& term = prepared_.terms[word.term];
  if (marks_[term.stem] != mark_) {
    return miss_;
  }
  // 1 - (1 - share)^sentences, where share = e^-weight of all sentences hold the word.
  const double accident = -std::expm1(sentences_ * std::log1p(-std::exp(-term.weight)));
  double chance = std::max(least_chance_, accident);
  if (outside_words_ > 0) {
    const double density = outside_[term.stem] / (outside_words_ + kPriorWords);
    chance = std::max(chance, -std::expm1(-density * partner_words_));
  }
  return std::log((kept_ + (1 - kept_) * chance) / chance);
}

Segment LogOdds::best_segment(std::span<const Word> words, std::uint32_t from,
                              std::uint32_t to) const {
  Segment best{from, from, 0};
  double sum = 0;
  std::uint32_t start = from;
  for (std::uint32_t w = from; w < to; ++w) {
    if (sum <= 0) {
      sum = 0;
      start = w;
    }
    sum += odds(words[w]);
    if (sum > best.score) {
      best = {start, w + 1, sum};
    }
  }
  return best;
}

} // namespace refrain::reuse
