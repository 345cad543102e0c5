#include "refrain/tfidf/cosine_join.h"

#include <algorithm>

namespace refrain {

double cosine(const SparseRows& rows, std::size_t a, std::size_t b) {
  const auto ca = rows.columns_of(a);
  const auto cb = rows.columns_of(b);
  const auto wa = rows.weights_of(a);
  const auto wb = rows.weights_of(b);
  double sum = 0;
  for (std::size_t i = 0, j = 0; i < ca.size() && j < cb.size();) {
    if (ca[i] < cb[j]) {
      ++i;
    } else if (cb[j] < ca[i]) {
      ++j;
    } else {
      sum += static_cast<double>(wa[i++]) * static_cast<double>(wb[j++]);
    }
  }
  return std::min(sum, 1.0);
}

} // namespace refrain
