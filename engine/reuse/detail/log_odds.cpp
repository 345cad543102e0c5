#include "refrain/reuse/detail/log_odds.h"

#include "refrain/core/portable_math.h"
#include "refrain/core/stamp.h"

#include <algorithm>

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
  stems_.resize(prepared_.stem_count);
  partner_ = partner;
  next_stamp(mark_, [this] {
    for (Stem& stem : stems_) {
      stem.mark = 0;
    }
  });
  for (const Word& word : partner) {
    if (word.common) {
      continue;
    }
    Stem& stem = stems_[prepared_.terms[word.term].stem];
    stem.mark = mark_;
    stem.outside = 0;
    stem.known = false;
  }
  outside_words_ = 0;
  partner_words_ = static_cast<double>(partner.size());
  sentences_ = static_cast<double>(partner.size()) / kSentenceWords;
  if (kept != kept_ || least_chance != least_chance_) {
    kept_ = kept;
    least_chance_ = least_chance;
    miss_ = portable_log(1 - kept);
    least_ = portable_log((kept + (1 - kept) * least_chance) / least_chance);
  }
}

void LogOdds::set_background(const StemCounts& own, std::uint32_t begin, std::uint32_t end) {
  for (const Word& word : partner_) {
    const std::uint32_t number = prepared_.terms[word.term].stem;
    Stem& stem = stems_[number];
    stem.outside = own[number];
    stem.known = false;
  }
  for (const Word& word : own.words().subspan(begin, end - begin)) {
    Stem& stem = stems_[prepared_.terms[word.term].stem];
    stem.outside -= stem.mark == mark_ ? 1 : 0;
  }
  outside_words_ = static_cast<double>(own.words().size() - (end - begin));
}

double LogOdds::odds_of(Stem& stem, float weight) const {
  // 1 - e^-x is at most x, and so is what the library computes, but for the last bit: where x is
  // well below a chance that is known already, it need not be computed.
  constexpr double kWellBelow = 0.99;
  double chance = least_chance_;
  // 1 - (1 - share)^sentences, where share = e^-weight of all sentences hold the word.
  if (stem.log_absent > 0) {
    stem.log_absent = portable_log1p(-portable_exp(-weight));
  }
  const double accidents = -sentences_ * stem.log_absent;
  if (!(accidents < kWellBelow * chance)) {
    chance = std::max(chance, -portable_expm1(-accidents));
  }
  if (outside_words_ > 0) {
    const double expected = stem.outside / (outside_words_ + kPriorWords) * partner_words_;
    if (!(expected < kWellBelow * chance)) {
      chance = std::max(chance, -portable_expm1(-expected));
    }
  }
  return chance == least_chance_ ? least_ : portable_log((kept_ + (1 - kept_) * chance) / chance);
}

double LogOdds::odds(const Word& word) {
  if (word.common) {
    return 0;
  }
  const Term& term = prepared_.terms[word.term];
  Stem& stem = stems_[term.stem];
  if (stem.mark != mark_) {
    return miss_;
  }
  if (!stem.known) {
    stem.odds = odds_of(stem, term.weight);
    stem.known = true;
  }
  return stem.odds;
}

Segment LogOdds::best_segment(std::span<const Word> words, std::uint32_t from, std::uint32_t to) {
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
