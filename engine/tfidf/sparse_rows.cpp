#include "refrain/tfidf/sparse_rows.h"

#include "refrain/core/error.h"
#include "refrain/core/parallel.h"
#include "refrain/core/portable_math.h"
#include "refrain/core/scratch_pool.h"
#include "refrain/tfidf/detail/sparse_matrix.h"
#include "refrain/tfidf/detail/term_counter.h"
#include "refrain/tfidf/detail/vocabulary.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace refrain {
namespace {

using detail::TermCounter;
using detail::TermRows;

constexpr std::size_t kPieceRows = 256;

/// What one thread uses while texts pass.
struct Scratch {
  std::size_t number = 0;
  TermCounter counter;
  FeatureTable features;
};

/// Terms of all texts, a piece of kPieceRows rows each, and the counters that numbered them.
struct Terms {
  std::vector<TermRows> pieces;
  std::vector<std::unique_ptr<Scratch>> scratch;
};

Terms count_terms(std::size_t texts, const FeatureSource& source, const RunControl& control) {
  Terms result;
  result.pieces.resize((texts + kPieceRows - 1) / kPieceRows);
  std::atomic<std::size_t> made{0};
  ScratchPool<Scratch> pool([&] {
    auto scratch = std::make_unique<Scratch>();
    scratch->number = made++;
    return scratch;
  });
  parallel_for(result.pieces.size(), 1, [&](std::size_t begin, std::size_t end) {
    control.check();
    const auto loan = pool.borrow();
    Scratch& scratch = *loan;
    for (std::size_t p = begin; p < end; ++p) {
      TermRows& piece = result.pieces[p];
      piece.counter = scratch.number;
      FeatureTable& table = scratch.features;
      table.features.clear();
      table.first.assign(1, 0);
      source(p * kPieceRows, std::min(texts, (p + 1) * kPieceRows), table);
      piece.terms.reserve(table.features.size());
      piece.counts.reserve(table.features.size());
      for (std::size_t r = 0; r < table.size(); ++r) {
        scratch.counter.add_row(
            std::span(table.features).subspan(table.first[r], table.first[r + 1] - table.first[r]),
            piece);
      }
    }
  });
  result.scratch = pool.take_all();
  std::sort(result.scratch.begin(), result.scratch.end(),
            [](const auto& a, const auto& b) { return a->number < b->number; });
  return result;
}

/// Weight of a count, before the idf.
class CountWeight {
public:
  explicit CountWeight(bool sublinear) : sublinear_(sublinear) {
    for (std::size_t i = 1; i < small_.size(); ++i) {
      small_[i] = 1 + portable_log(static_cast<double>(i));
    }
  }

  [[nodiscard]] double operator()(float count) const {
    const auto tf = static_cast<double>(count);
    if (!sublinear_ || tf == 1) {
      return tf;
    }
    const auto whole = static_cast<std::size_t>(std::min(tf, static_cast<double>(small_.size())));
    return whole < small_.size() && static_cast<double>(whole) == tf ? small_[whole]
                                                                     : 1 + portable_log(tf);
  }

private:
  bool sublinear_;
  std::array<double, 64> small_{};
};

} // namespace

SparseRows::SparseRows() : impl_(std::make_unique<Impl>()) {}
SparseRows::SparseRows(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SparseRows::~SparseRows() = default;
SparseRows::SparseRows(SparseRows&&) noexcept = default;
SparseRows& SparseRows::operator=(SparseRows&&) noexcept = default;

std::size_t SparseRows::rows() const {
  return static_cast<std::size_t>(impl_->matrix.rows());
}

std::size_t SparseRows::columns() const {
  return static_cast<std::size_t>(impl_->matrix.cols());
}

std::size_t SparseRows::size() const {
  return static_cast<std::size_t>(impl_->matrix.nonZeros());
}

std::span<const std::int32_t> SparseRows::columns_of(std::size_t row) const {
  const std::int32_t* outer = impl_->matrix.outerIndexPtr() + row;
  return {impl_->matrix.innerIndexPtr() + outer[0], static_cast<std::size_t>(outer[1] - outer[0])};
}

std::span<const float> SparseRows::weights_of(std::size_t row) const {
  const std::int32_t* outer = impl_->matrix.outerIndexPtr() + row;
  return {impl_->matrix.valuePtr() + outer[0], static_cast<std::size_t>(outer[1] - outer[0])};
}

std::uint64_t SparseRows::key_of(std::size_t column) const {
  return impl_->keys[column];
}

std::uint32_t SparseRows::document_frequency(std::size_t column) const {
  return impl_->frequencies[column];
}

SparseRows build_rows(std::size_t texts, const FeatureSource& source, const RowOptions& options,
                      const RunControl& control) {
  Terms terms = count_terms(texts, source, control);
  std::vector<std::size_t> first; // a piece: its first weight
  std::size_t size = 0;
  for (const TermRows& piece : terms.pieces) {
    first.push_back(size);
    size += piece.terms.size();
  }
  constexpr auto kMost = static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max());
  if (size > kMost || texts >= kMost) {
    throw InvalidArgument("expected at most 2147483647 features, found " + std::to_string(size));
  }
  std::vector<const TermCounter*> counters;
  for (const auto& scratch : terms.scratch) {
    counters.push_back(&scratch->counter);
  }
  Vocabulary vocabulary = merge_counters(counters);
  terms.scratch.clear();
  const auto n = static_cast<double>(texts);
  std::vector<double> idf(vocabulary.keys.size(), 1.0);
  if (options.inverse_frequency) {
    for (std::size_t c = 0; c < idf.size(); ++c) {
      idf[c] = portable_log((1 + n) / (1 + vocabulary.frequencies[c])) + 1;
    }
  }

  auto impl = std::make_unique<SparseRows::Impl>();
  impl->matrix.resize(static_cast<Eigen::Index>(texts),
                      static_cast<Eigen::Index>(vocabulary.keys.size()));
  impl->matrix.resizeNonZeros(static_cast<Eigen::Index>(size));
  impl->matrix.outerIndexPtr()[0] = 0;
  const CountWeight count_weight(options.sublinear);
  parallel_for(terms.pieces.size(), 1, [&](std::size_t begin, std::size_t end) {
    control.check();
    std::vector<std::uint64_t> order; // column, place in the row
    std::vector<double> row;
    for (std::size_t p = begin; p < end; ++p) {
      TermRows piece = std::exchange(terms.pieces[p], {});
      const std::vector<std::int32_t>& column_of = vocabulary.columns[piece.counter];
      std::size_t at = 0;
      for (std::size_t r = 0; r < piece.ends.size(); ++r) {
        order.clear();
        for (std::uint64_t i = at; i < piece.ends[r]; ++i) {
          order.push_back(static_cast<std::uint64_t>(column_of[piece.terms[i]]) << 32 | i);
        }
        std::sort(order.begin(), order.end());
        std::int32_t* columns = impl->matrix.innerIndexPtr() + first[p] + at;
        float* weights = impl->matrix.valuePtr() + first[p] + at;
        row.clear();
        double square = 0;
        for (const std::uint64_t entry : order) {
          const auto i = static_cast<std::size_t>(entry & 0xFFFFFFFF);
          const std::uint64_t column = entry >> 32;
          const double boost = piece.boosted ? static_cast<double>(piece.boosts[i]) : 1;
          row.push_back(std::max(count_weight(piece.counts[i]) * idf[column] * boost, 0.0));
          square += row.back() * row.back();
          *columns++ = static_cast<std::int32_t>(column);
        }
        const double norm = square > 0 ? std::sqrt(square) : 1;
        for (const double weight : row) {
          *weights++ = static_cast<float>(weight / norm);
        }
        at = piece.ends[r];
        impl->matrix.outerIndexPtr()[p * kPieceRows + r + 1] =
            static_cast<std::int32_t>(first[p] + at);
      }
    }
  });
  impl->keys = std::move(vocabulary.keys);
  impl->frequencies = std::move(vocabulary.frequencies);
  return SparseRows(std::move(impl));
}

SparseRows build_rows(std::span<const std::vector<Feature>> texts, const RowOptions& options,
                      const RunControl& control) {
  const FeatureSource source = [&](std::size_t begin, std::size_t end, FeatureTable& table) {
    for (std::size_t t = begin; t < end; ++t) {
      table.features.insert(table.features.end(), texts[t].begin(), texts[t].end());
      table.close_row();
    }
  };
  return build_rows(texts.size(), source, options, control);
}

} // namespace refrain
