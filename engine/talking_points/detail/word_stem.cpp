#include "refrain/talking_points/detail/word_stem.h"

#include <array>

namespace refrain::points {
namespace {

bool ends_with(std::string_view s, std::string_view tail) {
  return s.size() > tail.size() && s.substr(s.size() - tail.size()) == tail;
}

} // namespace

std::string word_stem(std::string_view folded) {
  std::string s(folded);
  if (ends_with(s, "'s")) {
    s.resize(s.size() - 2);
  }
  static constexpr std::array<std::string_view, 22> kTails = {
      "izations", "ization", "ations", "ation", "iveness", "fulness", "ments", "ment",
      "ities",    "ity",     "ings",   "ing",   "ions",    "ion",     "ers",   "ies",
      "ed",       "er",      "es",     "ly",    "s",       "e"};
  for (const std::string_view tail : kTails) {
    if (s.size() >= tail.size() + 4 && ends_with(s, tail)) {
      s.resize(s.size() - tail.size());
      break;
    }
  }
  return s;
}

} // namespace refrain::points
