#include "refrain/talking_points/detail/evidence.h"

#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <span>

namespace refrain::points {
namespace {

constexpr std::uint32_t kReach = 6;           ///< content words a triple spans
constexpr std::uint32_t kPartSize = 9U << 20; ///< triples a part holds, about
constexpr float kMinWeight = 1.0F;            ///< lighter words are too common to tell anything

/// A triple begins at the content word `first`; the others are `second` and `third` words further.
struct Triple {
  std::uint64_t hash = 0;
  std::uint32_t first = 0;
  std::uint8_t second = 0;
  std::uint8_t third = 0;
  friend bool operator<(const Triple& a, const Triple& b) {
    if (a.hash != b.hash) {
      return a.hash < b.hash;
    }
    if (a.first != b.first) {
      return a.first < b.first;
    }
    return a.second != b.second ? a.second < b.second : a.third < b.third;
  }
};

struct ContentWord {
  TokenIndex token = 0;
  Stem stem = 0;
};

std::vector<ContentWord> content_words(const StatementText& text) {
  std::vector<ContentWord> words;
  for (TokenIndex t = 0; t < text.surfaces.size(); ++t) {
    if (text.weight(t) >= kMinWeight) {
      words.push_back({t, text.stem(t)});
    }
  }
  return words;
}

std::uint64_t hash_triple(Stem a, Stem b, Stem c) {
  if (a > b) {
    std::swap(a, b);
  }
  if (b > c) {
    std::swap(b, c);
  }
  if (a > b) {
    std::swap(a, b);
  }
  return mix64(mix64((std::uint64_t{a} << 32) | b) + c);
}

class EvidenceCounter {
public:
  EvidenceCounter(const StatementText& text, std::uint32_t min_documents)
      : text_(text), min_documents_(min_documents), words_(content_words(text)),
        support_(text.surfaces.size()) {}

  [[nodiscard]] std::size_t parts() const {
    return words_.size() * (kReach - 1) * (kReach - 2) / 2 / kPartSize + 1;
  }

  void count_part(std::size_t part, std::size_t parts) {
    std::vector<Triple> triples;
    collect(part, parts, triples);
    std::sort(triples.begin(), triples.end());
    for (std::size_t begin = 0; begin < triples.size();) {
      std::size_t end = begin + 1;
      while (end < triples.size() && triples[end].hash == triples[begin].hash) {
        ++end;
      }
      if (end - begin >= min_documents_) {
        credit(std::span(triples).subspan(begin, end - begin));
      }
      begin = end;
    }
  }

  [[nodiscard]] std::vector<std::uint32_t> take() { return std::move(support_); }

private:
  void collect(std::size_t part, std::size_t parts, std::vector<Triple>& triples) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const UnitIndex unit = text_.unit_of[words_[i].token];
      const std::size_t last = std::min(words_.size(), i + kReach);
      for (std::size_t j = i + 1; j < last && text_.unit_of[words_[j].token] == unit; ++j) {
        for (std::size_t k = j + 1; k < last && text_.unit_of[words_[k].token] == unit; ++k) {
          const Stem a = words_[i].stem;
          const Stem b = words_[j].stem;
          const Stem c = words_[k].stem;
          if (a == b || b == c || a == c) {
            continue;
          }
          const std::uint64_t hash = hash_triple(a, b, c);
          if (parts > 1 && (hash >> 32) * parts >> 32 != part) {
            continue;
          }
          triples.push_back({hash, static_cast<std::uint32_t>(i), static_cast<std::uint8_t>(j - i),
                             static_cast<std::uint8_t>(k - i)});
        }
      }
    }
  }

  /// Gives every token of a repeated triple its share. The sum is of integers, so that its order
  /// does not matter.
  void credit(std::span<const Triple> group) {
    std::uint32_t documents = 0;
    DocumentIndex last = kNone;
    std::array<std::uint32_t, 8> voices{};
    std::size_t distinct = 0;
    for (const Triple& triple : group) {
      const DocumentIndex d = text_.units[text_.unit_of[words_[triple.first].token]].document;
      if (d == last) {
        continue;
      }
      last = d;
      ++documents;
      const std::uint32_t voice = text_.voices[d];
      const auto end = voices.begin() + static_cast<std::ptrdiff_t>(distinct);
      if (distinct < voices.size() && std::find(voices.begin(), end, voice) == end) {
        voices[distinct++] = voice;
      }
    }
    if (documents < min_documents_ || (distinct < 2 && documents < 3)) {
      return;
    }
    const Triple& t = group.front();
    const float weight = text_.weights[words_[t.first].stem] +
                         text_.weights[words_[t.first + t.second].stem] +
                         text_.weights[words_[t.first + t.third].stem];
    const auto spread = static_cast<float>(std::bit_width(distinct * 2));
    const auto share = static_cast<std::uint32_t>(weight * spread);
    for (const Triple& triple : group) {
      for (const std::size_t i :
           {std::size_t{0}, std::size_t{triple.second}, std::size_t{triple.third}}) {
        std::atomic_ref<std::uint32_t>(support_[words_[triple.first + i].token])
            .fetch_add(share, std::memory_order_relaxed);
      }
    }
  }

  const StatementText& text_;
  std::uint32_t min_documents_;
  std::vector<ContentWord> words_;
  std::vector<std::uint32_t> support_;
};

} // namespace

std::vector<std::uint32_t> repeated_evidence(const StatementText& text, std::uint32_t min_documents,
                                             const RunControl& control) {
  EvidenceCounter counter(text, min_documents);
  const std::size_t parts = counter.parts();
  std::atomic<std::uint64_t> done{0};
  parallel_for(parts, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t part = begin; part < end; ++part) {
      control.check();
      counter.count_part(part, parts);
      control.report("repeated words", ++done, parts);
    }
  });
  return counter.take();
}

} // namespace refrain::points
