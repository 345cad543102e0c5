#include "refrain/reuse/detail/rewording.h"

#include "refrain/core/parallel.h"
#include "refrain/reuse/detail/at_least.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace refrain::reuse {
namespace {

std::uint32_t find_root(std::vector<std::uint32_t>& parents, std::uint32_t i) {
  while (parents[i] != i) {
    parents[i] = parents[parents[i]];
    i = parents[i];
  }
  return i;
}

std::uint32_t gap(std::uint32_t begin, std::uint32_t end, std::uint32_t other_begin,
                  std::uint32_t other_end) {
  if (end <= other_begin) {
    return other_begin - end;
  }
  return other_end <= begin ? begin - other_end : 0;
}

} // namespace

void SentenceRows::build(const PreparedCorpus& prepared, DocumentIndex document) {
  rows.clear();
  entries.clear();
  const auto words = prepared.words(document);
  const auto starts = prepared.sentences(document);
  for (std::size_t s = 0; s + 1 < starts.size(); ++s) {
    Row row{starts[s], starts[s + 1], static_cast<std::uint32_t>(entries.size()), 0};
    for (std::uint32_t w = row.begin; w < row.end; ++w) {
      if (words[w].common) {
        continue;
      }
      const Term& term = prepared.terms[words[w].term];
      entries.push_back({term.stem, term.weight});
    }
    const auto first = entries.begin() + row.first;
    std::sort(first, entries.end(), [](const Entry& x, const Entry& y) { return x.stem < y.stem; });
    auto out = first;
    double squares = 0;
    for (auto in = first; in != entries.end();) {
      auto next = in;
      while (next != entries.end() && next->stem == in->stem) {
        ++next;
      }
      const float value = in->value * static_cast<float>(next - in);
      *out = {in->stem, value};
      squares += static_cast<double>(value) * value;
      ++out;
      in = next;
    }
    entries.erase(out, entries.end());
    row.count = static_cast<std::uint32_t>(entries.size()) - row.first;
    const auto norm = static_cast<float>(std::sqrt(std::max(squares, 1e-12)));
    for (std::uint32_t e = row.first; e < entries.size(); ++e) {
      entries[e].value /= norm;
    }
    rows.push_back(row);
  }
}

void RewordingFinder::index_b() {
  ends_.resize(prepared_.stem_count, kNone);
  sizes_.resize(prepared_.stem_count, 0);
  const auto each = [this](auto&& body) {
    for (std::uint32_t r = 0; r < b_rows_.rows.size(); ++r) {
      const SentenceRows::Row& row = b_rows_.rows[r];
      for (std::uint32_t e = row.first; e < row.first + row.count; ++e) {
        const SentenceRows::Entry& entry = b_rows_.entries[e];
        if (prepared_.stem_weights[entry.stem] >= settings_.index_weight) {
          body(r, entry);
        }
      }
    }
  };
  std::uint32_t count = 0;
  each([&](std::uint32_t, const SentenceRows::Entry& entry) {
    ++sizes_[entry.stem];
    ++count;
  });
  postings_.resize(count);
  std::uint32_t used = 0;
  each([&](std::uint32_t r, const SentenceRows::Entry& entry) {
    std::uint32_t& end = ends_[entry.stem];
    if (end == kNone) {
      end = used;
      used += sizes_[entry.stem];
    }
    postings_[end++] = {r, entry.value};
  });
}

void RewordingFinder::add_seed(std::uint32_t a, std::uint32_t b) {
  const SentenceRows::Row& a_row = a_rows_.rows[a];
  const SentenceRows::Row& b_row = b_rows_.rows[b];
  double dot = 0;
  std::uint32_t common = 0;
  std::uint32_t x = a_row.first;
  std::uint32_t y = b_row.first;
  while (x < a_row.first + a_row.count && y < b_row.first + b_row.count) {
    const SentenceRows::Entry& ex = a_rows_.entries[x];
    const SentenceRows::Entry& ey = b_rows_.entries[y];
    if (ex.stem == ey.stem) {
      dot += static_cast<double>(ex.value) * ey.value;
      ++common;
    }
    x += ex.stem <= ey.stem ? 1 : 0;
    y += ey.stem <= ex.stem ? 1 : 0;
  }
  const double dice = 2.0 * common / (a_row.count + b_row.count);
  if (dot >= settings_.seed_cosine && dice >= settings_.seed_dice) {
    seeds_.push_back({a, b, static_cast<float>(dot)});
  }
}

void RewordingFinder::find_seeds() {
  seeds_.clear();
  index_b();
  const auto least = static_cast<float>(0.6 * settings_.seed_cosine);
  for (std::uint32_t r = 0; r < a_rows_.rows.size(); ++r) {
    const SentenceRows::Row& row = a_rows_.rows[r];
    dots_.assign(b_rows_.rows.size(), 0);
    for (std::uint32_t e = row.first; e < row.first + row.count; ++e) {
      const SentenceRows::Entry& entry = a_rows_.entries[e];
      const std::uint32_t end = ends_[entry.stem];
      for (std::uint32_t p = end - sizes_[entry.stem]; p != end; ++p) {
        dots_[postings_[p].row] += entry.value * postings_[p].value;
      }
    }
    for_each_at_least(dots_, least,
                      [&](std::size_t other) { add_seed(r, static_cast<std::uint32_t>(other)); });
  }
  for (const SentenceRows::Entry& entry : b_rows_.entries) {
    ends_[entry.stem] = kNone;
    sizes_[entry.stem] = 0;
  }
}

void RewordingFinder::cluster(std::vector<WordSpan>& found) {
  std::sort(seeds_.begin(), seeds_.end(),
            [](const Seed& x, const Seed& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
  const auto n = static_cast<std::uint32_t>(seeds_.size());
  std::vector<std::uint32_t> parents(n);
  std::iota(parents.begin(), parents.end(), 0U);
  const auto most = static_cast<std::uint32_t>(settings_.gap_words);
  for (std::uint32_t i = 0; i < n; ++i) {
    const SentenceRows::Row& a = a_rows_.rows[seeds_[i].a];
    const SentenceRows::Row& b = b_rows_.rows[seeds_[i].b];
    for (std::uint32_t j = i + 1; j < n; ++j) {
      const SentenceRows::Row& other_a = a_rows_.rows[seeds_[j].a];
      if (other_a.begin > a.end + most) {
        break;
      }
      const SentenceRows::Row& other_b = b_rows_.rows[seeds_[j].b];
      if (gap(b.begin, b.end, other_b.begin, other_b.end) <= most) {
        parents[find_root(parents, j)] = find_root(parents, i);
      }
    }
  }
  std::vector<std::uint32_t> place(n, kNone);
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::uint32_t root = find_root(parents, i);
    const SentenceRows::Row& a = a_rows_.rows[seeds_[i].a];
    const SentenceRows::Row& b = b_rows_.rows[seeds_[i].b];
    if (place[root] == kNone) {
      place[root] = static_cast<std::uint32_t>(found.size());
      found.push_back({a.begin, a.end, b.begin, b.end, 0, 0});
      continue;
    }
    WordSpan& span = found[place[root]];
    span.a_begin = std::min(span.a_begin, a.begin);
    span.a_end = std::max(span.a_end, a.end);
    span.b_begin = std::min(span.b_begin, b.begin);
    span.b_end = std::max(span.b_end, b.end);
  }
}

void RewordingFinder::drop_explained(std::span<const WordSpan> exact) {
  // Rows that lie mostly in words [begin, end).
  const auto explain = [](const std::vector<SentenceRows::Row>& rows, std::uint32_t begin,
                          std::uint32_t end, std::vector<std::uint8_t>& explained) {
    auto row = std::partition_point(rows.begin(), rows.end(),
                                    [&](const SentenceRows::Row& r) { return r.end <= begin; });
    for (; row != rows.end() && row->begin < end; ++row) {
      const std::uint32_t from = std::max(row->begin, begin);
      const std::uint32_t to = std::min(row->end, end);
      if (to > from && 2 * (to - from) >= row->end - row->begin) {
        explained[static_cast<std::size_t>(row - rows.begin())] = 1;
      }
    }
  };
  a_explained_.assign(a_rows_.rows.size(), 0);
  b_explained_.assign(b_rows_.rows.size(), 0);
  for (const WordSpan& span : exact) {
    explain(a_rows_.rows, span.a_begin, span.a_end, a_explained_);
    explain(b_rows_.rows, span.b_begin, span.b_end, b_explained_);
  }
  std::erase_if(seeds_, [&](const Seed& seed) {
    return a_explained_[seed.a] != 0 || b_explained_[seed.b] != 0;
  });
}

void RewordingFinder::refine(std::vector<WordSpan>& found) {
  constexpr std::size_t kGrain = 32;
  if (refiners_ == nullptr || found.size() < 2 * kGrain || thread_count() == 1) {
    for (WordSpan& span : found) {
      refiner_.refine(a_counts_, b_counts_, span);
    }
    return;
  }
  // Two books: nothing else may be left for the other threads.
  parallel_for(found.size(), kGrain, [&](std::size_t begin, std::size_t end) {
    const auto refiner = refiners_->borrow();
    for (std::size_t i = begin; i < end; ++i) {
      (*refiner).refine(a_counts_, b_counts_, found[i]);
    }
  });
}

void RewordingFinder::find(DocumentIndex a, DocumentIndex b, std::span<const WordSpan> exact,
                           std::vector<WordSpan>& found) {
  if (a_ != a) {
    a_rows_.build(prepared_, a);
    a_counts_.count(prepared_, prepared_.words(a));
    a_ = a;
  }
  if (b_ != b) {
    b_rows_.build(prepared_, b);
    b_counts_.count(prepared_, prepared_.words(b));
    b_ = b;
  }
  found.clear();
  find_seeds();
  drop_explained(exact);
  cluster(found);
  refine(found);
}

} // namespace refrain::reuse
