#include "refrain/talking_points/detail/token_places.h"

namespace refrain::points {
namespace {

constexpr std::uint32_t kLengthBits = 6;
constexpr std::uint32_t kLongest = (1U << kLengthBits) - 1;
constexpr std::uint32_t kWidestGap = 3;
constexpr std::size_t kNoteEvery = 64;

} // namespace

void TokenPlaces::push_back(ByteRange range) {
  if (codes_.size() % kNoteEvery == 0) {
    notes_.push_back({end_, static_cast<std::uint32_t>(listed_.size())});
  }
  const std::uint32_t gap = range.begin - end_; // large where the range begins before
  if (gap <= kWidestGap && !range.empty() && range.size() <= kLongest) {
    codes_.push_back(static_cast<std::uint8_t>(gap << kLengthBits | range.size()));
  } else {
    codes_.push_back(0);
    listed_.push_back(range);
  }
  end_ = range.end;
}

ByteRange TokenPlaces::operator[](std::size_t t) const {
  const Note& note = notes_[t / kNoteEvery];
  ByteRange range{0, note.end};
  std::size_t listed = note.listed;
  for (std::size_t i = t - t % kNoteEvery; i <= t; ++i) {
    const std::uint32_t code = codes_[i];
    if (code == 0) {
      range = listed_[listed++];
    } else {
      range.begin = range.end + (code >> kLengthBits);
      range.end = range.begin + (code & kLongest);
    }
  }
  return range;
}

} // namespace refrain::points
