#include "refrain/talking_points/detail/evidence.h"

#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <span>
#include <utility>

namespace refrain::points {
namespace {

constexpr std::uint32_t kReach = 6;            ///< content words a triple spans
constexpr std::uint32_t kPieceWords = 1 << 16; ///< content words whose triples a task looks at
constexpr float kMinWeight = 1.0F;             ///< lighter words are too common to tell anything

struct ContentWord {
  TokenIndex token = 0;
  Stem stem = 0;
};

/// A triple of its rarest stem and two others. It begins at the content word `first`; the others
/// are `second` and `third` words further.
struct Triple {
  std::uint64_t others = 0;
  std::uint32_t first = 0;
  std::uint8_t second = 0;
  std::uint8_t third = 0;
  friend bool operator<(const Triple& a, const Triple& b) {
    if (a.others != b.others) {
      return a.others < b.others;
    }
    if (a.first != b.first) {
      return a.first < b.first;
    }
    return a.second != b.second ? a.second < b.second : a.third < b.third;
  }
};

/// Triples are looked at stem by stem: each belongs to the rarest of its stems, which occurs in few
/// places, so that all triples that may be equal are few and found side by side.
class EvidenceCounter {
public:
  EvidenceCounter(const StatementText& text, std::uint32_t min_documents, std::size_t most_triples)
      : text_(text), min_documents_(min_documents), most_triples_(most_triples),
        support_(text.surfaces.size()) {
    std::vector<std::uint32_t> counts(text.weights.size());
    for (TokenIndex t = 0; t < text.surfaces.size(); ++t) {
      if (text.weight(t) >= kMinWeight) {
        words_.push_back({t, text.stem(t)});
        ++counts[text.stem(t)];
      }
    }
    // A stem of fewer places than documents asked for owns nothing that counts.
    for (Stem stem = 0; stem < counts.size(); ++stem) {
      if (counts[stem] >= min_documents) {
        owners_.push_back(stem);
      }
    }
    std::stable_sort(owners_.begin(), owners_.end(),
                     [&](Stem a, Stem b) { return counts[a] < counts[b]; });
    ranks_.assign(counts.size(), 0);
    place_begins_.assign(owners_.size() + 1, 0);
    piece_begins_.push_back(0);
    std::uint32_t in_piece = 0;
    for (std::uint32_t rank = 0; rank < owners_.size(); ++rank) {
      const std::uint32_t count = counts[owners_[rank]];
      ranks_[owners_[rank]] = rank + 1;
      place_begins_[rank + 1] = place_begins_[rank] + count;
      if ((in_piece += count) >= kPieceWords) {
        piece_begins_.push_back(rank + 1);
        in_piece = 0;
      }
    }
    if (piece_begins_.back() != owners_.size()) {
      piece_begins_.push_back(static_cast<std::uint32_t>(owners_.size()));
    }
    places_.resize(place_begins_.back());
    std::vector<std::uint32_t> next(place_begins_.begin(), place_begins_.end() - 1);
    for (std::uint32_t i = 0; i < words_.size(); ++i) {
      if (const std::uint32_t rank = ranks_[words_[i].stem]; rank != 0) {
        places_[next[rank - 1]++] = i;
      }
    }
  }

  [[nodiscard]] std::size_t pieces() const { return piece_begins_.size() - 1; }

  void count_piece(std::size_t piece, std::vector<Triple>& triples) {
    for (std::uint32_t owner = piece_begins_[piece]; owner < piece_begins_[piece + 1]; ++owner) {
      // Of a stem that stands in boilerplate everywhere, a share of its triples at a time.
      constexpr std::size_t kTriplesOfAWord = (kReach - 1) * (kReach - 2) * 3 / 2;
      const std::size_t places = place_begins_[owner + 1] - place_begins_[owner];
      const std::size_t shares = places * kTriplesOfAWord / most_triples_ + 1;
      for (std::size_t share = 0; share < shares; ++share) {
        triples.clear();
        for (std::uint32_t i = place_begins_[owner]; i < place_begins_[owner + 1]; ++i) {
          collect(owner + 1, places_[i], share, shares, triples);
        }
        credit_groups(triples);
      }
    }
  }

  [[nodiscard]] std::vector<std::uint32_t> take() { return std::move(support_); }

private:
  void credit_groups(std::vector<Triple>& triples) {
    std::sort(triples.begin(), triples.end());
    for (std::size_t begin = 0; begin < triples.size();) {
      std::size_t end = begin + 1;
      while (end < triples.size() && triples[end].others == triples[begin].others) {
        ++end;
      }
      if (end - begin >= min_documents_) {
        credit(std::span(triples).subspan(begin, end - begin));
      }
      begin = end;
    }
  }

  /// Triples of the word at `place` and two more common ones near it, those of one share.
  void collect(std::uint32_t rank, std::uint32_t place, std::size_t share, std::size_t shares,
               std::vector<Triple>& triples) const {
    const UnitIndex unit = text_.unit_of[words_[place].token];
    std::array<std::uint32_t, 2 * (kReach - 1)> near{}; // of higher rank, in order
    std::size_t found = 0;
    const auto look = [&](std::uint32_t i) {
      if (ranks_[words_[i].stem] > rank) {
        near[found++] = i;
      }
    };
    const auto in_unit = [&](std::uint32_t i) { return text_.unit_of[words_[i].token] == unit; };
    std::uint32_t from = place;
    while (from > 0 && place - from < kReach - 1 && in_unit(from - 1)) {
      --from;
    }
    for (std::uint32_t i = from; i < place; ++i) {
      look(i);
    }
    for (std::uint32_t i = place + 1; i < words_.size() && i - place < kReach && in_unit(i); ++i) {
      look(i);
    }
    for (std::size_t x = 0; x < found; ++x) {
      for (std::size_t y = x + 1; y < found; ++y) {
        const std::uint32_t first = std::min(near[x], place);
        const std::uint32_t last = std::max(near[y], place);
        if (last - first >= kReach) {
          break;
        }
        Stem a = words_[near[x]].stem;
        Stem b = words_[near[y]].stem;
        if (a == b) {
          continue;
        }
        if (a > b) {
          std::swap(a, b);
        }
        const std::uint64_t others = std::uint64_t{a} << 32 | b;
        if (shares > 1 && (mix64(others) >> 32) * shares >> 32 != share) {
          continue;
        }
        const std::uint32_t middle = near[x] + near[y] + place - first - last;
        triples.push_back({others, first, static_cast<std::uint8_t>(middle - first),
                           static_cast<std::uint8_t>(last - first)});
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
  std::size_t most_triples_;
  std::vector<ContentWord> words_;
  std::vector<Stem> owners_;          ///< rarest first
  std::vector<std::uint32_t> ranks_;  ///< of a stem: one more than its index in owners_, or 0
  std::vector<std::uint32_t> places_; ///< in words_, by owner
  std::vector<std::uint32_t> place_begins_;
  std::vector<std::uint32_t> piece_begins_; ///< in owners_
  std::vector<std::uint32_t> support_;
};

} // namespace

std::vector<std::uint32_t> repeated_evidence(const StatementText& text, std::uint32_t min_documents,
                                             const RunControl& control, std::size_t most_triples) {
  EvidenceCounter counter(text, min_documents, most_triples);
  const std::size_t pieces = counter.pieces();
  std::atomic<std::uint64_t> done{0};
  parallel_for(pieces, 1, [&](std::size_t begin, std::size_t end) {
    std::vector<Triple> triples;
    for (std::size_t piece = begin; piece < end; ++piece) {
      control.check();
      counter.count_piece(piece, triples);
      control.report("repeated words", ++done, pieces);
    }
  });
  return counter.take();
}

} // namespace refrain::points
