#pragma once
/// @file
/// The slow twin of reuse/detail/paired_stretch.h: every stretch between two bounds, added up.

#include "refrain/reuse/detail/paired_stretch.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace refrain::reference {

inline reuse::Stretch best_stretch(const reuse::PairedWindow& window) {
  reuse::Stretch best;
  for (std::size_t first = 0; first < window.bounds.size(); ++first) {
    for (std::size_t last = first + 1; last < window.bounds.size(); ++last) {
      std::vector<std::uint32_t> seen(window.limits.size(), 0);
      double sum = 0;
      for (std::uint32_t w = window.bounds[first]; w < window.bounds[last]; ++w) {
        const reuse::PairedWord& word = window.words[w];
        if (word.kind == reuse::PairedWindow::kAlways ||
            ++seen[word.kind] <= window.limits[word.kind]) {
          sum += word.gain;
        }
      }
      if (sum > best.sum) {
        best = {window.bounds[first], window.bounds[last], sum};
      }
    }
  }
  return best;
}

} // namespace refrain::reference
