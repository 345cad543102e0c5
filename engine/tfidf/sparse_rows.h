#pragma once
/// @file
/// Texts as sparse rows of weighted features, l2-normalised: what the cosine joins work on.
/// Between tokens and cosine_join.h. A feature is any 64-bit key: a token key, the hash of a stem.
///
///     std::vector<std::vector<Feature>> texts = ...;       // one list a text, any order
///     SparseRows rows = build_rows(texts, {}, control);
///     SparseRows same = build_rows(n, source, {}, control); // made on the way, never all at once
///     for (CosinePair p : threshold_join(rows, 0.6, control)) ...
///
/// The weight of a feature is (1 + ln tf) * (ln((1 + n) / (1 + df)) + 1) * boost, where n and df
/// count all rows handed in; the weights of a row are divided by their l2 norm.
///
/// Quirks: columns are numbered by falling df, then by key, so a row lists its commonest features
/// first and numbers never depend on scheduling or on the order of the rows. To compare two sets,
/// build one SparseRows of both, so that idf is that of the whole run, and join two RowRanges.

#include "refrain/core/run_control.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace refrain {

struct Feature {
  std::uint64_t key = 0;
  float count = 1; ///< occurrences; equal keys of one text are added up. > 0
  float boost = 1; ///< factor on the weight; of equal keys the largest counts. >= 0
};

/// Half-open range of rows.
struct RowRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] std::size_t size() const { return end - begin; }
};

struct RowOptions {
  bool sublinear = true;         ///< 1 + ln tf, else tf
  bool inverse_frequency = true; ///< times idf, else 1
};

/// Feature lists of some texts in one block: text i has features[first[i]] up to first[i + 1].
struct FeatureTable {
  std::vector<std::uint64_t> first{0};
  std::vector<Feature> features;

  [[nodiscard]] std::size_t size() const { return first.size() - 1; }
  void close_row() { first.push_back(features.size()); }
};

/// Appends a row for each of the texts [begin, end). Called from many threads, in any order.
using FeatureSource =
    std::function<void(std::size_t begin, std::size_t end, FeatureTable& features)>;

/// Immutable compressed rows (an Eigen::SparseMatrix<float, RowMajor> inside). Movable.
class SparseRows {
public:
  SparseRows();
  ~SparseRows();
  SparseRows(SparseRows&&) noexcept;
  SparseRows& operator=(SparseRows&&) noexcept;

  [[nodiscard]] std::size_t rows() const;
  [[nodiscard]] std::size_t columns() const;
  [[nodiscard]] std::size_t size() const; ///< stored weights

  /// Columns of a row, ascending.
  [[nodiscard]] std::span<const std::int32_t> columns_of(std::size_t row) const;
  /// Weights beside columns_of(row): >= 0, with l2 norm 1 (or no features at all).
  [[nodiscard]] std::span<const float> weights_of(std::size_t row) const;
  /// Feature key of a column.
  [[nodiscard]] std::uint64_t key_of(std::size_t column) const;
  /// Number of rows that hold the column. Not increasing with the column.
  [[nodiscard]] std::uint32_t document_frequency(std::size_t column) const;

  struct Impl;
  [[nodiscard]] const Impl& impl() const { return *impl_; }
  explicit SparseRows(std::unique_ptr<Impl> impl);

private:
  std::unique_ptr<Impl> impl_;
};

/// @throws InvalidArgument  when there are more than 2^31 - 1 features, or a count is
///                          not above 0, a boost below 0, or one of them not finite
/// O(features log features of a row), parallel. 16 to 20 bytes a distinct feature of a row while it
/// runs, 8 in the result, and about 100 bytes a distinct feature of the run for each thread.
[[nodiscard]] SparseRows build_rows(std::size_t texts, const FeatureSource& source,
                                    const RowOptions& options, const RunControl& control);
[[nodiscard]] SparseRows build_rows(std::span<const std::vector<Feature>> texts,
                                    const RowOptions& options, const RunControl& control);

} // namespace refrain
