#include "refrain/tfidf/sparse_rows.h"

#include "refrain/core/error.h"
#include "refrain/core/parallel.h"
#include "refrain/tfidf/detail/portable_log.h"
#include "refrain/tfidf/detail/sparse_matrix.h"
#include "refrain/tfidf/vocabulary.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace refrain {
namespace {

constexpr std::size_t kGrain = 1024;

/// Sorts every row by key and merges equal keys; rows move together.
void merge_features(FeatureTable& table, const RunControl& control) {
  const std::size_t rows = table.size();
  std::vector<std::uint64_t> sizes(rows);
  parallel_for(rows, kGrain, [&](std::size_t begin, std::size_t end) {
    control.check();
    for (std::size_t r = begin; r < end; ++r) {
      Feature* const row = table.features.data() + table.first[r];
      Feature* const stop = table.features.data() + table.first[r + 1];
      std::sort(row, stop, [](const Feature& a, const Feature& b) {
        return a.key != b.key ? a.key < b.key : a.count < b.count;
      });
      Feature* out = row;
      for (Feature* in = row; in != stop; ++in) {
        if (!(in->count > 0) || !(in->boost >= 0)) {
          throw InvalidArgument("a feature's count must be above 0 and its boost not below 0");
        }
        if (out != row && out[-1].key == in->key) {
          out[-1].count += in->count;
          out[-1].boost = std::max(out[-1].boost, in->boost);
        } else {
          *out++ = *in;
        }
      }
      sizes[r] = static_cast<std::uint64_t>(out - row);
    }
  });
  std::uint64_t at = 0;
  for (std::size_t r = 0; r < rows; ++r) {
    const std::uint64_t from = std::exchange(table.first[r], at);
    if (from != at) {
      std::copy_n(table.features.begin() + static_cast<std::ptrdiff_t>(from), sizes[r],
                  table.features.begin() + static_cast<std::ptrdiff_t>(at));
    }
    at += sizes[r];
  }
  table.first[rows] = at;
  table.features.resize(at);
}

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

SparseRows build_rows(FeatureTable table, const RowOptions& options, const RunControl& control) {
  merge_features(table, control);
  constexpr auto kMost = static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max());
  if (table.features.size() > kMost || table.size() >= kMost) {
    throw InvalidArgument("expected at most 2147483647 features, found " +
                          std::to_string(table.features.size()));
  }
  const Vocabulary vocabulary = Vocabulary::count(table, control);
  const auto n = static_cast<double>(table.size());
  std::vector<double> idf(vocabulary.size(), 1.0);
  if (options.inverse_frequency) {
    for (std::size_t c = 0; c < idf.size(); ++c) {
      idf[c] = detail::portable_log((1 + n) / (1 + vocabulary.frequencies()[c])) + 1;
    }
  }

  auto impl = std::make_unique<SparseRows::Impl>();
  impl->matrix.resize(static_cast<Eigen::Index>(table.size()),
                      static_cast<Eigen::Index>(vocabulary.size()));
  impl->matrix.resizeNonZeros(static_cast<Eigen::Index>(table.features.size()));
  for (std::size_t r = 0; r <= table.size(); ++r) {
    impl->matrix.outerIndexPtr()[r] = static_cast<std::int32_t>(table.first[r]);
  }
  parallel_for(table.size(), kGrain, [&](std::size_t begin, std::size_t end) {
    control.check();
    std::vector<std::pair<std::int32_t, double>> row;
    for (std::size_t r = begin; r < end; ++r) {
      row.clear();
      for (std::uint64_t i = table.first[r]; i < table.first[r + 1]; ++i) {
        const Feature& f = table.features[i];
        const std::int32_t column = vocabulary.column(f.key);
        const auto tf = static_cast<double>(f.count);
        const double weight = (options.sublinear && tf != 1 ? 1 + detail::portable_log(tf) : tf) *
                              idf[static_cast<std::size_t>(column)] * static_cast<double>(f.boost);
        row.emplace_back(column, std::max(weight, 0.0));
      }
      std::sort(row.begin(), row.end());
      double square = 0;
      for (const auto& [column, weight] : row) {
        square += weight * weight;
      }
      const double norm = square > 0 ? std::sqrt(square) : 1;
      std::int32_t* columns = impl->matrix.innerIndexPtr() + table.first[r];
      float* weights = impl->matrix.valuePtr() + table.first[r];
      for (const auto& [column, weight] : row) {
        *columns++ = column;
        *weights++ = static_cast<float>(weight / norm);
      }
    }
  });
  impl->keys = vocabulary.keys();
  impl->frequencies = vocabulary.frequencies();
  return SparseRows(std::move(impl));
}

SparseRows build_rows(std::span<const std::vector<Feature>> texts, const RowOptions& options,
                      const RunControl& control) {
  FeatureTable table;
  for (const auto& text : texts) {
    table.features.insert(table.features.end(), text.begin(), text.end());
    table.close_row();
  }
  return build_rows(std::move(table), options, control);
}

} // namespace refrain
