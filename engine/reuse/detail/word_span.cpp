#include "refrain/reuse/detail/word_span.h"

#include <algorithm>
#include <cstddef>

namespace refrain::reuse {

void join_touching(std::vector<WordSpan>& spans, std::uint32_t near) {
  struct Place {
    WordSpan span;
    std::size_t first = 0; // of its parts, in the order given
    bool joined = false;   // into another one
  };
  std::vector<Place> places;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    places.push_back({spans[i], i, false});
  }
  std::sort(places.begin(), places.end(), [](const Place& x, const Place& y) {
    return x.span.a_begin != y.span.a_begin ? x.span.a_begin < y.span.a_begin : x.first < y.first;
  });
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (places[i].joined) {
        continue;
      }
      WordSpan& x = places[i].span;
      for (std::size_t j = i + 1; j < places.size() && places[j].span.a_begin <= x.a_end + near;
           ++j) {
        const WordSpan& y = places[j].span;
        if (!places[j].joined && x.b_begin <= y.b_end + near && y.b_begin <= x.b_end + near) {
          x.a_end = std::max(x.a_end, y.a_end);
          x.b_begin = std::min(x.b_begin, y.b_begin);
          x.b_end = std::max(x.b_end, y.b_end);
          places[i].first = std::min(places[i].first, places[j].first);
          places[j].joined = true;
          again = true;
        }
      }
    }
    std::erase_if(places, [](const Place& place) { return place.joined; });
  }
  std::sort(places.begin(), places.end(),
            [](const Place& x, const Place& y) { return x.first < y.first; });
  spans.clear();
  for (const Place& place : places) {
    spans.push_back(place.span);
  }
}

} // namespace refrain::reuse
