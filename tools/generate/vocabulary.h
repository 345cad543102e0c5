#pragma once
/// @file
/// Invented words with Zipf frequencies: the more frequent, the shorter, as in real text.

#include "tools/generate/random.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace refrain::generate {

using WordId = std::uint32_t;

class Vocabulary {
public:
  /// @param words    number of distinct words, at least 100
  /// @param accents  share of words that hold a letter outside ASCII, in [0, 1]
  Vocabulary(std::uint32_t words, double accents, std::uint64_t seed);

  [[nodiscard]] std::string_view word(WordId id) const {
    return std::string_view(letters_).substr(begin_[id], begin_[id + 1] - begin_[id]);
  }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(begin_.size()) - 1; }

  /// One word by Zipf's law with exponent 1 and Mandelbrot's shift. O(1), Walker's alias method.
  [[nodiscard]] WordId draw(Random& random) const;

private:
  std::string letters_;
  std::vector<std::uint32_t> begin_;
  std::vector<double> keep_;
  std::vector<WordId> alias_;
};

} // namespace refrain::generate
