#include "refrain/reuse/detail/passage_fit.h"

#include "refrain/reuse/detail/sentence_starts.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace refrain::reuse {
namespace {

// Of the regression behind evidence().
constexpr double kIntercept = -26.6;
constexpr double kCosine = -6.0;
constexpr double kCover = 14.2;
constexpr double kLogLength = 6.0;

constexpr double kWeightCap = 7; // of one stem in Evidence::weight

bool is_bound(std::string_view text, std::span<const Word> words, std::uint32_t w) {
  return w == 0 || w >= words.size() ||
         is_sentence_bound(text.substr(words[w - 1].end, words[w].begin - words[w - 1].end),
                           text[words[w].begin]);
}

} // namespace

/// The best sum of a stretch that begins at bounds_[first], and where it ends.
double PassageFit::pair_from(std::span<const Word> words, std::uint32_t from, std::size_t first,
                             std::span<const Word> partner, std::uint32_t& best_end) {
  for (const Word& word : partner) {
    counts_[stem_of(word)] = 0;
  }
  for (const Word& word : partner) {
    counts_[stem_of(word)] += word.common ? 0 : 1;
  }
  double best = -std::numeric_limits<double>::infinity();
  double sum = 0;
  std::uint32_t w = bounds_[first];
  for (std::size_t last = first + 1; last < bounds_.size(); ++last) {
    for (; w < bounds_[last]; ++w) {
      if (!odds_.holds(words[w]) || words[w].common) {
        sum += gains_[w - from];
      } else if (std::uint32_t& left = counts_[stem_of(words[w])]; left > 0) {
        --left;
        sum += gains_[w - from];
      }
    }
    if (sum > best) {
      best = sum;
      best_end = w;
    }
  }
  return best;
}

bool PassageFit::fit(std::string_view text, const StemCounts& own, std::uint32_t& begin,
                     std::uint32_t& end, std::span<const Word> partner) {
  const std::span<const Word> words = own.words();
  const auto margin = static_cast<std::uint32_t>(settings_.margin_words);
  const std::uint32_t from = begin > margin ? begin - margin : 0;
  const std::uint32_t to = std::min(static_cast<std::uint32_t>(words.size()), end + margin);
  bounds_.clear();
  for (std::uint32_t w = from; w <= to; ++w) {
    if (w == begin || w == end || is_bound(text, words, w)) {
      bounds_.push_back(w);
    }
  }
  odds_.set_partner(partner, settings_.kept, settings_.least_chance);
  odds_.set_background(own, begin, end);
  gains_.clear();
  for (std::uint32_t w = from; w < to; ++w) {
    gains_.push_back(odds_.odds(words[w]));
  }
  counts_.resize(prepared_.stem_count, 0);
  double best = -std::numeric_limits<double>::infinity();
  std::uint32_t best_begin = begin;
  std::uint32_t best_end = end;
  for (std::size_t first = 0; first + 1 < bounds_.size(); ++first) {
    std::uint32_t its_end = 0;
    const double sum = pair_from(words, from, first, partner, its_end);
    if (sum > best) {
      best = sum;
      best_begin = bounds_[first];
      best_end = its_end;
    }
  }
  const bool changed = begin != best_begin || end != best_end;
  begin = best_begin;
  end = best_end;
  return changed;
}

PassageFit::Evidence PassageFit::evidence(std::span<const Word> a, std::span<const Word> b) {
  counts_.resize(prepared_.stem_count, 0);
  partners_.resize(prepared_.stem_count, 0);
  const auto each = [this](std::span<const Word> words, auto&& body) {
    for (const Word& word : words) {
      if (!word.common) {
        body(stem_of(word), static_cast<double>(prepared_.stem_weights[stem_of(word)]));
      }
    }
  };
  for (const std::span<const Word> words : {a, b}) {
    each(words, [this](std::uint32_t stem, double) { counts_[stem] = partners_[stem] = 0; });
  }
  double a_weight = 0;
  double b_weight = 0;
  each(a, [&](std::uint32_t stem, double weight) {
    ++counts_[stem];
    a_weight += weight;
  });
  each(b, [&](std::uint32_t stem, double weight) {
    ++partners_[stem];
    b_weight += weight;
  });
  Evidence result;
  double shared = 0;
  double dot = 0;
  double a_squares = 0;
  double b_squares = 0;
  each(a, [&](std::uint32_t stem, double weight) {
    const double mine = counts_[stem];
    const double theirs = partners_[stem];
    shared += weight * std::min(mine, theirs);
    dot += mine * theirs * weight * weight;
    a_squares += mine * mine * weight * weight;
    result.weight += mine * theirs > 0 ? std::min(weight, kWeightCap) : 0;
    counts_[stem] = 0; // each stem once
  });
  each(b, [&](std::uint32_t stem, double weight) {
    const double theirs = partners_[stem];
    b_squares += theirs * theirs * weight * weight;
    partners_[stem] = 0;
  });
  if (shared <= 0) {
    return result;
  }
  const double cosine = dot / std::sqrt(a_squares * b_squares);
  result.cover = shared / std::min(a_weight, b_weight);
  const auto length = static_cast<double>(std::min(a.size(), b.size()));
  result.log_odds =
      kIntercept + kCosine * cosine + kCover * result.cover + kLogLength * std::log(length);
  return result;
}

} // namespace refrain::reuse
