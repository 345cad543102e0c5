#pragma once
/// @file
/// Numbers the distinct features of a run by how many texts hold them. Between features and rows.
///
///     Vocabulary v = Vocabulary::count(table, control);   // equal keys of a text already merged
///     v.column(key);  v.frequency(column);
///
/// Columns go by falling document frequency, then by key: the same for any thread count and any
/// order of texts.

#include "refrain/core/run_control.h"
#include "refrain/tfidf/sparse_rows.h"

#include <cstdint>
#include <vector>

namespace refrain {

class Vocabulary {
public:
  /// @param table  every key at most once a text
  /// O(features), parallel.
  [[nodiscard]] static Vocabulary count(const FeatureTable& table, const RunControl& control);

  [[nodiscard]] std::size_t size() const { return keys_.size(); }
  /// Column of a key that was counted. Any other key is our own bug.
  [[nodiscard]] std::int32_t column(std::uint64_t key) const;
  [[nodiscard]] const std::vector<std::uint64_t>& keys() const { return keys_; }
  [[nodiscard]] const std::vector<std::uint32_t>& frequencies() const { return frequencies_; }

private:
  struct Slot {
    std::uint64_t key = 0;
    std::int32_t column = -1;
  };
  std::vector<std::uint64_t> keys_;        ///< a column
  std::vector<std::uint32_t> frequencies_; ///< a column
  std::vector<Slot> slots_;                ///< open addressing, a power of two, at most half full
};

} // namespace refrain
