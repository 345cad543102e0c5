#include "refrain/reuse/detail/paired_stretch.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace refrain::reuse {
namespace {

constexpr std::size_t kFewBounds = 48; // where a tree costs more than it saves

} // namespace

Stretch StretchFinder::from(const PairedWindow& window, std::size_t first) {
  std::copy(window.limits.begin(), window.limits.end(), left_.begin());
  Stretch best{window.bounds[first], window.bounds[first]};
  double sum = 0;
  std::uint32_t w = best.begin;
  for (std::size_t last = first + 1; last < window.bounds.size(); ++last) {
    for (const std::uint32_t end = window.bounds[last]; w < end; ++w) {
      const PairedWord& word = window.words[w];
      if (word.kind == PairedWindow::kAlways) {
        sum += word.gain;
      } else if (std::uint32_t& left = left_[word.kind]; left > 0) {
        --left;
        sum += word.gain;
      }
    }
    if (sum > best.sum) {
      best.sum = sum;
      best.end = w;
    }
  }
  return best;
}

void StretchFinder::bound_without_limits(const PairedWindow& window) {
  double beyond = 0;
  for (std::size_t gap = most_.size(); gap-- > 0;) {
    double sum = 0;
    for (std::uint32_t w = window.bounds[gap]; w < window.bounds[gap + 1]; ++w) {
      sum += window.words[w].gain;
    }
    most_[gap] = sum + beyond;
    beyond = std::max(0.0, most_[gap]);
  }
}

void StretchFinder::set_leaf(std::size_t gap, const Node& leaf) {
  std::size_t node = tree_.size() / 2 + gap;
  tree_[node] = leaf;
  for (node /= 2; node > 0; node /= 2) {
    const Node& x = tree_[2 * node];
    const Node& y = tree_[2 * node + 1];
    tree_[node] = {x.sum + y.sum, std::max(x.best, x.sum + y.best)};
  }
}

void StretchFinder::bound_with_limits(const PairedWindow& window) {
  const std::size_t gaps = most_.size();
  tree_.assign(2 * std::bit_ceil(gaps), {});
  gaps_.resize(window.words.size());
  places_.resize(window.words.size());
  firsts_.assign(window.limits.size() + 1, 0);
  for (const PairedWord& word : window.words) {
    if (word.kind != PairedWindow::kAlways) {
      ++firsts_[word.kind + 1];
    }
  }
  for (std::size_t kind = 0; kind < window.limits.size(); ++kind) {
    firsts_[kind + 1] += firsts_[kind];
  }
  ends_.assign(firsts_.begin(), firsts_.end() - 1);
  for (std::size_t gap = gaps; gap-- > 0;) {
    Node leaf{0, 0};
    for (std::uint32_t w = window.bounds[gap + 1]; w-- > window.bounds[gap];) {
      const PairedWord& word = window.words[w];
      gaps_[w] = static_cast<std::uint32_t>(gap);
      leaf.sum += word.gain;
      if (word.kind == PairedWindow::kAlways) {
        continue;
      }
      std::uint32_t& end = ends_[word.kind];
      places_[end++] = w;
      if (end - firsts_[word.kind] <= window.limits[word.kind]) {
        continue;
      }
      const std::uint32_t over = places_[end - 1 - window.limits[word.kind]];
      if (gaps_[over] == gap) {
        leaf.sum -= word.gain;
      } else {
        const double sum = tree_[tree_.size() / 2 + gaps_[over]].sum - window.words[over].gain;
        set_leaf(gaps_[over], {sum, sum});
      }
    }
    set_leaf(gap, {leaf.sum, leaf.sum});
    most_[gap] = tree_[1].best;
  }
}

Stretch StretchFinder::find(const PairedWindow& window) {
  left_.resize(window.limits.size());
  most_.resize(window.bounds.size() - 1);
  if (most_.size() < kFewBounds) {
    bound_without_limits(window);
  } else {
    bound_with_limits(window);
  }
  double sizes = 0;
  for (const PairedWord& word : window.words) {
    sizes += std::abs(word.gain);
  }
  // Far above what rounding may make of so many sums.
  const double slack = 8 * static_cast<double>(window.words.size()) *
                       std::numeric_limits<double>::epsilon() * (sizes + 1);
  const auto likely =
      static_cast<std::size_t>(std::max_element(most_.begin(), most_.end()) - most_.begin());
  Stretch best = from(window, likely);
  for (std::size_t first = 0; first < most_.size(); ++first) {
    if (first == likely || most_[first] + slack < best.sum) {
      continue;
    }
    const Stretch other = from(window, first);
    if (other.sum > best.sum || (other.sum == best.sum && other.begin < best.begin)) {
      best = other;
    }
  }
  return best;
}

} // namespace refrain::reuse
