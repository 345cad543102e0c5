#include "refrain/reuse/detail/passage_fit.h"

#include "refrain/core/portable_math.h"
#include "refrain/reuse/detail/sentence_starts.h"

#include <algorithm>
#include <cmath>

namespace refrain::reuse {
namespace {

// Of the regression behind evidence().
constexpr double kIntercept = -26.6;
constexpr double kCosine = -6.0;
constexpr double kCover = 14.2;
constexpr double kLogLength = 6.0;

constexpr double kWeightCap = 7; // of one stem in Evidence::weight

} // namespace

void PassageFit::set_window(std::span<const Word> words, std::span<const Word> partner) {
  kinds_.resize(prepared_.stem_count);
  window_.limits.clear();
  for (const Word& word : partner) {
    kinds_[stem_of(word)] = kNone;
  }
  for (const Word& word : partner) {
    if (word.common) {
      continue;
    }
    std::uint32_t& kind = kinds_[stem_of(word)];
    if (kind == kNone) {
      kind = static_cast<std::uint32_t>(window_.limits.size());
      window_.limits.push_back(0);
    }
    ++window_.limits[kind];
  }
  window_.words.clear();
  for (const Word& word : words) {
    const bool pairs = odds_.holds(word) && !word.common;
    window_.words.push_back(
        {odds_.odds(word), pairs ? kinds_[stem_of(word)] : PairedWindow::kAlways});
  }
}

bool PassageFit::fit(const StemCounts& own, std::uint32_t& begin, std::uint32_t& end,
                     std::span<const Word> partner) {
  const std::span<const Word> words = own.words();
  const auto margin = static_cast<std::uint32_t>(settings_.margin_words);
  const std::uint32_t from = begin > margin ? begin - margin : 0;
  const std::uint32_t to = std::min(static_cast<std::uint32_t>(words.size()), end + margin);
  window_.bounds.clear();
  for (std::uint32_t w = from; w <= to; ++w) {
    if (w == begin || w == end || at_bound(words, w)) {
      window_.bounds.push_back(w - from);
    }
  }
  if (window_.bounds.size() < 2) {
    return false;
  }
  odds_.set_partner(partner, settings_.kept, settings_.least_chance);
  odds_.set_background(own, begin, end);
  set_window(words.subspan(from, to - from), partner);
  const Stretch best = stretches_.find(window_);
  const bool changed = begin != from + best.begin || end != from + best.end;
  begin = from + best.begin;
  end = from + best.end;
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
      kIntercept + kCosine * cosine + kCover * result.cover + kLogLength * portable_log(length);
  return result;
}

} // namespace refrain::reuse
