#include "refrain/talking_points/detail/evidence.h"

#include "refrain/core/error.h"
#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"
#include "refrain/core/plain_array.h"
#include "refrain/core/ranked_bits.h"
#include "refrain/core/scratch_pool.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <limits>
#include <memory>
#include <span>
#include <utility>

namespace refrain::points {
namespace {

constexpr std::uint32_t kReach = 6;            ///< content words a triple spans
constexpr std::size_t kAhead = 8;              ///< places that are fetched ahead
constexpr std::uint32_t kPieceWords = 1 << 16; ///< content words whose triples a task looks at

using WordIndex = std::uint32_t; ///< of a content word
using Rank = std::uint32_t;      ///< of a stem by the number of its places, from 1; 0 has too few

/// A triple of its rarest stem and two others, given by their ranks. It begins at the content word
/// `first`; the others are `second` and `third` words further.
struct Triple {
  std::uint64_t others = 0;
  WordIndex first = 0;
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

/// Buffers of a thread.
struct Scratch {
  PlainArray<Triple> triples;
  std::vector<std::uint8_t> counters;
};

/// Drops triples that are not met often enough to be repeated, and few others besides, by counters
/// that those of equal `others` share.
void drop_rare(PlainArray<Triple>& triples, std::uint32_t min_count,
               std::vector<std::uint8_t>& counters) {
  constexpr std::size_t kFewTriples = 64; // sorted sooner than counted
  constexpr std::size_t kMostCounters = std::size_t{1} << 16;
  if (triples.size() < kFewTriples) {
    return;
  }
  const std::size_t size = std::min(std::bit_ceil(triples.size() * 2), kMostCounters);
  counters.assign(size, 0);
  const int shift = std::countl_zero(size) + 1;
  const auto counter_of = [&](const Triple& triple) -> std::uint8_t& {
    return counters[triple.others * 0x9E3779B97F4A7C15U >> shift];
  };
  for (const Triple& triple : triples) {
    std::uint8_t& counter = counter_of(triple);
    counter += counter < std::numeric_limits<std::uint8_t>::max() ? 1 : 0;
  }
  const auto enough = static_cast<std::uint8_t>(std::min<std::uint32_t>(min_count, 255));
  std::size_t kept = 0;
  for (const Triple& triple : triples) {
    triples[kept] = triple;
    kept += counter_of(triple) >= enough ? 1 : 0;
  }
  triples.resize_for_overwrite(kept);
}

/// Triples are looked at stem by stem: each belongs to the rarest of its stems, which occurs in few
/// places, so that all triples that may be equal are few and found side by side.
class EvidenceCounter {
public:
  EvidenceCounter(const StatementText& text, std::uint32_t min_documents,
                  const EvidenceLimits& limits)
      : text_(text), min_documents_(min_documents), most_triples_(limits.triples) {
    if (text.weights.size() > kStartsUnit) {
      throw Error("more than 2^31 different words");
    }
    std::vector<std::uint32_t> counts(text.weights.size());
    collect_words(counts);
    rank_stems(counts);
    const std::size_t most_places = std::max(limits.places, words_.size() / 8);
    cut_pieces(counts, most_places);
    support_.resize(words_.size());
  }

  [[nodiscard]] std::size_t pieces() const { return piece_begins_.size() - 1; }

  /// Passes over the words; each finds the places of some pieces.
  [[nodiscard]] std::size_t passes() const { return pass_begins_.size() - 1; }

  struct Pieces {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  /// Finds the places of the words that the pieces of a pass look at.
  Pieces begin_pass(std::size_t pass) {
    const Pieces pieces{pass_begins_[pass], pass_begins_[pass + 1]};
    const Rank first = piece_begins_[pieces.begin];
    const Rank end = piece_begins_[pieces.end];
    first_place_ = place_begins_[first - 1];
    places_.clear();
    places_.resize_for_overwrite(place_begins_[end - 1] - first_place_);
    std::vector<std::uint32_t> next(place_begins_.begin() + (first - 1),
                                    place_begins_.begin() + (end - 1));
    for (WordIndex i = 0; i < words_.size(); ++i) {
      const Rank rank = rank_of(i);
      if (rank >= first && rank < end) {
        places_[next[rank - first]++ - first_place_] = i;
      }
    }
    return pieces;
  }

  void count_piece(std::size_t piece, Scratch& scratch) {
    PlainArray<Triple>& triples = scratch.triples;
    for (Rank rank = piece_begins_[piece]; rank < piece_begins_[piece + 1]; ++rank) {
      // Of a stem that stands in boilerplate everywhere, a share of its triples at a time.
      constexpr std::size_t kTriplesOfAWord = (kReach - 1) * (kReach - 2) * 3 / 2;
      const std::size_t begin = place_begins_[rank - 1] - first_place_;
      const std::size_t end = place_begins_[rank] - first_place_;
      const std::size_t shares = (end - begin) * kTriplesOfAWord / most_triples_ + 1;
      for (std::size_t share = 0; share < shares; ++share) {
        triples.clear();
        for (std::size_t i = begin; i < end; ++i) {
          if (i + kAhead < end) {
            __builtin_prefetch(&words_[places_[i + kAhead]]); // these lie anywhere
          }
          collect(rank, places_[i], share, shares, triples);
        }
        drop_rare(triples, min_documents_, scratch.counters);
        credit_groups(triples);
      }
    }
  }

  [[nodiscard]] std::vector<std::uint32_t> take() { return std::move(support_); }

private:
  void collect_words(std::vector<std::uint32_t>& counts) {
    DocumentIndex document = kNone;
    for (const Unit& unit : text_.units) {
      bool starts_unit = true;
      for (TokenIndex t = unit.begin; t < unit.end; ++t) {
        const Stem stem = text_.stem(t);
        if (text_.weights[stem] < kLightestWord) {
          continue;
        }
        if (unit.document != document) {
          voices_.push_back(text_.voices[unit.document]);
        }
        document_starts_.push_back(unit.document != document);
        words_.push_back(stem | (starts_unit ? kStartsUnit : 0));
        ++counts[stem];
        document = unit.document;
        starts_unit = false;
      }
    }
  }

  /// Makes ranks of the stems of words.
  void rank_stems(const std::vector<std::uint32_t>& counts) {
    // A stem of fewer places than documents asked for owns nothing that counts, nor does one of a
    // single place.
    for (Stem stem = 0; stem < counts.size(); ++stem) {
      if (counts[stem] >= std::max(min_documents_, 2U)) {
        owners_.push_back(stem);
      }
    }
    std::stable_sort(owners_.begin(), owners_.end(),
                     [&](Stem a, Stem b) { return counts[a] < counts[b]; });
    std::vector<Rank> ranks(counts.size());
    for (std::size_t i = 0; i < owners_.size(); ++i) {
      ranks[owners_[i]] = static_cast<Rank>(i + 1);
    }
    for (std::uint32_t& word : words_) {
      word = ranks[word & ~kStartsUnit] | (word & kStartsUnit);
    }
  }

  void cut_pieces(const std::vector<std::uint32_t>& counts, std::size_t most_places) {
    const Rank last = static_cast<Rank>(owners_.size());
    place_begins_.assign(owners_.size() + 1, 0);
    piece_begins_.push_back(1);
    pass_begins_.push_back(0);
    std::size_t in_piece = 0;
    std::size_t in_pass = 0;
    for (Rank rank = 1; rank <= last; ++rank) {
      const std::uint32_t count = counts[owners_[rank - 1]];
      place_begins_[rank] = place_begins_[rank - 1] + count;
      in_piece += count;
      if (in_piece < kPieceWords && rank < last) {
        continue;
      }
      if (in_pass > 0 && in_pass + in_piece > most_places) {
        pass_begins_.push_back(pieces());
        in_pass = 0;
      }
      piece_begins_.push_back(rank + 1);
      in_pass += in_piece;
      in_piece = 0;
    }
    if (pieces() > 0) {
      pass_begins_.push_back(pieces());
    }
  }

  void credit_groups(PlainArray<Triple>& triples) {
    std::sort(triples.begin(), triples.end());
    for (std::size_t begin = 0; begin < triples.size();) {
      std::size_t end = begin + 1;
      while (end < triples.size() && triples[end].others == triples[begin].others) {
        ++end;
      }
      if (end - begin >= min_documents_) {
        credit({triples.begin() + begin, triples.begin() + end});
      }
      begin = end;
    }
  }

  /// Triples of the word at `place` and two more common ones near it, those of one share.
  void collect(Rank rank, WordIndex place, std::size_t share, std::size_t shares,
               PlainArray<Triple>& triples) const {
    std::array<WordIndex, 2 * (kReach - 1) + 1> near{}; // of higher rank, in order
    std::size_t found = 0;
    const auto look = [&](WordIndex i) {
      near[found] = i;
      found += rank_of(i) > rank ? 1 : 0;
    };
    WordIndex from = place;
    while (place - from < kReach - 1 && !starts_unit(from)) {
      --from;
    }
    for (WordIndex i = from; i < place; ++i) {
      look(i);
    }
    for (WordIndex i = place + 1; i < words_.size() && i - place < kReach && !starts_unit(i); ++i) {
      look(i);
    }
    for (std::size_t x = 0; x < found; ++x) {
      for (std::size_t y = x + 1; y < found; ++y) {
        const WordIndex first = std::min(near[x], place);
        const WordIndex last = std::max(near[y], place);
        if (last - first >= kReach) {
          break;
        }
        Rank a = rank_of(near[x]);
        Rank b = rank_of(near[y]);
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
    std::uint32_t last = kNone;
    std::array<std::uint32_t, 8> voices{};
    std::size_t distinct = 0;
    for (const Triple& triple : group) {
      const std::uint32_t document = document_starts_.ones_through(triple.first) - 1;
      if (document == last) {
        continue;
      }
      last = document;
      ++documents;
      const std::uint32_t voice = voices_[document];
      const auto end = voices.begin() + static_cast<std::ptrdiff_t>(distinct);
      if (distinct < voices.size() && std::find(voices.begin(), end, voice) == end) {
        voices[distinct++] = voice;
      }
    }
    if (documents < min_documents_ || (distinct < 2 && documents < 3)) {
      return;
    }
    const Triple& t = group.front();
    const float weight =
        weight_of(t.first) + weight_of(t.first + t.second) + weight_of(t.first + t.third);
    const auto spread = static_cast<float>(std::bit_width(distinct * 2));
    const auto share = static_cast<std::uint32_t>(weight * spread);
    for (const Triple& triple : group) {
      for (const std::size_t i :
           {std::size_t{0}, std::size_t{triple.second}, std::size_t{triple.third}}) {
        std::atomic_ref<std::uint32_t>(support_[triple.first + i])
            .fetch_add(share, std::memory_order_relaxed);
      }
    }
  }

  [[nodiscard]] float weight_of(WordIndex word) const {
    return text_.weights[owners_[rank_of(word) - 1]];
  }

  [[nodiscard]] Rank rank_of(WordIndex word) const { return words_[word] & ~kStartsUnit; }
  [[nodiscard]] bool starts_unit(WordIndex word) const { return (words_[word] & kStartsUnit) != 0; }

  static constexpr std::uint32_t kStartsUnit = std::uint32_t{1} << 31;

  const StatementText& text_;
  std::uint32_t min_documents_;
  std::size_t most_triples_;
  PlainArray<std::uint32_t> words_;   ///< a content word: the rank of its stem, and kStartsUnit
  RankedBits document_starts_;        ///< a content word: whether it is the first of its document
  std::vector<std::uint32_t> voices_; ///< a document with content words
  std::vector<Stem> owners_;          ///< by rank
  std::vector<std::uint32_t> place_begins_; ///< by rank, in the places of all passes
  std::vector<Rank> piece_begins_;          ///< ranks
  std::vector<std::size_t> pass_begins_;    ///< pieces
  PlainArray<WordIndex> places_;            ///< of the words of a pass, by rank
  std::size_t first_place_ = 0;             ///< of the pass, in those of all passes
  std::vector<std::uint32_t> support_;
};

} // namespace

std::vector<std::uint32_t> repeated_evidence(const StatementText& text, std::uint32_t min_documents,
                                             const RunControl& control,
                                             const EvidenceLimits& limits) {
  EvidenceCounter counter(text, min_documents, limits);
  std::atomic<std::uint64_t> done{0};
  ScratchPool<Scratch> buffers([] { return std::make_unique<Scratch>(); });
  for (std::size_t pass = 0; pass < counter.passes(); ++pass) {
    const EvidenceCounter::Pieces pieces = counter.begin_pass(pass);
    parallel_for(pieces.end - pieces.begin, 1, [&](std::size_t begin, std::size_t end) {
      const auto scratch = buffers.borrow();
      for (std::size_t piece = begin; piece < end; ++piece) {
        control.check();
        counter.count_piece(pieces.begin + piece, *scratch);
        control.report("repeated words", ++done, counter.pieces());
      }
    });
  }
  return counter.take();
}

} // namespace refrain::points
