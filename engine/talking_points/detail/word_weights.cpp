#include "refrain/talking_points/detail/word_weights.h"

#include "refrain/core/hash.h"
#include "refrain/core/portable_math.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace refrain::points {
namespace {

constexpr float kSmallest = 0.3F;
constexpr float kLargest = 7.0F;          ///< a word said twice is no better than a rare one
constexpr std::size_t kFewestUnits = 200; ///< in a few sentences every word would look common
constexpr std::uint32_t kCommon = 10;     ///< words of at least one unit in so many are common
constexpr std::size_t kFrame = 5;         ///< common words of a unit that may be a template
constexpr std::uint32_t kCopies = 4;      ///< so many units for each different one are copies

float idf(std::size_t units, std::uint32_t frequency) {
  const auto all = static_cast<double>(std::max(units, kFewestUnits));
  return std::clamp(static_cast<float>(portable_log((all + 1) / (frequency + 1.0))), kSmallest,
                    kLargest);
}

/// Tells hashes that are new from those met before; takes one in sixteen new ones, at most, for
/// another.
class SeenHashes {
public:
  explicit SeenHashes(std::size_t hashes)
      : shift_(64 - std::countr_zero(std::bit_ceil(std::max<std::size_t>(hashes, 64) * 16))),
        words_((std::size_t{1} << (64 - shift_)) / 64) {}

  /// @return  whether it is new
  bool insert(std::uint64_t hash) {
    const std::uint64_t bit = hash >> shift_;
    const std::uint64_t mask = std::uint64_t{1} << (bit % 64);
    return (std::exchange(words_[bit / 64], words_[bit / 64] | mask) & mask) == 0;
  }

private:
  int shift_;
  std::vector<std::uint64_t> words_;
};

/// Counts units that are not copies of one before.
class DifferentUnits {
public:
  DifferentUnits(const StatementText& text, const std::vector<std::uint8_t>& common,
                 std::size_t places)
      : text_(text), common_(common), last_(common_.size(), kNone), frequencies_(common_.size()),
        seen_units_(text.units.size()), seen_places_(places) {
    for (UnitIndex unit = 0; unit < text.units.size(); ++unit) {
      count(unit);
    }
  }

  [[nodiscard]] std::size_t units() const { return units_; }
  /// Of units that hold it between the same content words, or common words where there are many,
  /// two on each side, one is counted.
  [[nodiscard]] std::uint32_t frequency(Stem stem) const { return frequencies_[stem]; }

private:
  void count(UnitIndex unit) {
    stems_.clear();
    frame_.clear();
    std::uint64_t all = 0;
    for (TokenIndex t = text_.units[unit].begin; t < text_.units[unit].end; ++t) {
      if (text_.stop[text_.surfaces[t]] == 0) {
        stems_.push_back(text_.stem(t));
        all = mix64(all ^ (stems_.back() + 1));
        if (common_[stems_.back()] != 0) {
          frame_.push_back(stems_.back());
        }
      }
    }
    units_ += seen_units_.insert(all) ? 1 : 0;
    const std::vector<Stem>& said = frame_.size() >= kFrame ? frame_ : stems_;
    for (std::size_t i = 0; i < said.size(); ++i) {
      const Stem stem = said[i];
      if (common_[stem] == 0 || std::exchange(last_[stem], unit) == unit) {
        continue;
      }
      std::uint64_t place = 0;
      for (std::size_t j = i < 2 ? 0 : i - 2; j < std::min(i + 3, said.size()); ++j) {
        place = mix64(place ^ (std::uint64_t{said[j]} << 1 | (j == i ? 1 : 0)));
      }
      frequencies_[stem] += seen_places_.insert(place) ? 1 : 0;
    }
  }

  const StatementText& text_;
  const std::vector<std::uint8_t>& common_; ///< a stem: 1 where it is to be counted
  std::vector<UnitIndex> last_;             ///< a stem: the last unit that held it
  std::vector<std::uint32_t> frequencies_;
  std::size_t units_ = 0;
  SeenHashes seen_units_;
  SeenHashes seen_places_;
  std::vector<Stem> stems_; ///< of the unit, but for function words
  std::vector<Stem> frame_; ///< those of them that are common
};

} // namespace

std::vector<float> word_weights(const StatementText& text) {
  std::vector<float> weights(text.frequencies.size());
  std::vector<std::uint8_t> common(weights.size());
  std::size_t places = 0;
  for (std::size_t surface = 0; surface < text.stems.size(); ++surface) {
    const Stem stem = text.stems[surface];
    if (text.stop[surface] != 0 || weights[stem] > 0) {
      continue;
    }
    const std::uint32_t frequency = text.frequencies[stem];
    weights[stem] = idf(text.units.size(), frequency);
    if (std::uint64_t{frequency} * kCommon >= std::max(text.units.size(), kFewestUnits)) {
      common[stem] = 1;
      places += frequency;
    }
  }
  if (places == 0) {
    return weights;
  }
  const DifferentUnits different(text, common, places);
  for (Stem stem = 0; stem < weights.size(); ++stem) {
    if (common[stem] != 0 && different.frequency(stem) * kCopies <= text.frequencies[stem]) {
      // No more than a word has that is just not common.
      weights[stem] = std::clamp(idf(different.units(), different.frequency(stem)), weights[stem],
                                 static_cast<float>(portable_log(kCommon)));
    }
  }
  return weights;
}

} // namespace refrain::points
