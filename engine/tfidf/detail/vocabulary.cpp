#include "refrain/tfidf/detail/vocabulary.h"

#include "refrain/core/parallel.h"

#include <cstddef>

namespace refrain {
namespace {

/// A term of a counter.
struct Place {
  std::uint64_t key = 0;
  std::uint32_t counter = 0;
  std::uint32_t term = 0;
};

/// A distinct key: places from `first` on.
struct Column {
  std::uint64_t key = 0;
  std::uint32_t frequency = 0;
  std::uint32_t first = 0;
};

} // namespace

Vocabulary merge_counters(std::span<const detail::TermCounter* const> counters) {
  Vocabulary v;
  std::vector<Place> places;
  for (std::uint32_t c = 0; c < counters.size(); ++c) {
    v.columns.emplace_back(counters[c]->size());
    for (std::uint32_t t = 0; t < counters[c]->size(); ++t) {
      places.push_back({counters[c]->key(t), c, t});
    }
  }
  parallel_sort(places, [](const Place& a, const Place& b) {
    return a.key != b.key ? a.key < b.key : a.counter < b.counter;
  });
  std::vector<Column> columns;
  for (std::uint32_t p = 0; p < places.size(); ++p) {
    if (columns.empty() || columns.back().key != places[p].key) {
      columns.push_back({places[p].key, 0, p});
    }
    columns.back().frequency += counters[places[p].counter]->frequency(places[p].term);
  }
  parallel_sort(columns, [](const Column& a, const Column& b) {
    return a.frequency != b.frequency ? a.frequency > b.frequency : a.key < b.key;
  });
  v.keys.reserve(columns.size());
  v.frequencies.reserve(columns.size());
  for (const Column& column : columns) {
    for (std::size_t p = column.first; p < places.size() && places[p].key == column.key; ++p) {
      v.columns[places[p].counter][places[p].term] = static_cast<std::int32_t>(v.keys.size());
    }
    v.keys.push_back(column.key);
    v.frequencies.push_back(column.frequency);
  }
  return v;
}

} // namespace refrain
