#include "refrain/talking_points/detail/topics.h"

#include "refrain/core/parallel.h"

#include <algorithm>
#include <iterator>

namespace refrain::points {
namespace {

constexpr std::size_t kSample = 24;
constexpr std::size_t kSharedStems = 2;

} // namespace

DocumentTopics::DocumentTopics(const StatementText& text)
    : stems_((text.document_begin.size() - 1) * kTopicStems, kNone) {
  parallel_for(text.document_begin.size() - 1, 64, [&](std::size_t begin, std::size_t end) {
    std::vector<Stem> held;
    std::vector<WeightedStem> sums;
    for (std::size_t d = begin; d < end; ++d) {
      held.clear();
      for (TokenIndex t = text.document_begin[d]; t < text.document_begin[d + 1]; ++t) {
        if (text.weight(t) > 0) {
          held.push_back(text.stem(t));
        }
      }
      std::sort(held.begin(), held.end());
      sums.clear();
      for (const Stem stem : held) {
        if (sums.empty() || sums.back().stem != stem) {
          sums.push_back({stem, 0});
        }
        sums.back().weight += text.weights[stem];
      }
      const std::size_t size = std::min(kTopicStems, sums.size());
      std::partial_sort(sums.begin(), sums.begin() + static_cast<std::ptrdiff_t>(size), sums.end(),
                        [](const WeightedStem& a, const WeightedStem& b) {
                          return a.weight != b.weight ? a.weight > b.weight : a.stem < b.stem;
                        });
      const auto out = stems_.begin() + static_cast<std::ptrdiff_t>(d * kTopicStems);
      for (std::size_t i = 0; i < size; ++i) {
        *(out + static_cast<std::ptrdiff_t>(i)) = sums[i].stem;
      }
      std::sort(out, out + static_cast<std::ptrdiff_t>(size));
    }
  });
}

double DocumentTopics::agreement(const StatementText& text,
                                 std::span<const DocumentIndex> documents, TokenRange label) const {
  std::vector<Stem> own;
  for (TokenIndex t = label.begin; t < label.end; ++t) {
    own.push_back(text.stem(t));
  }
  std::sort(own.begin(), own.end());
  const std::size_t size = std::min(kSample, documents.size());
  std::size_t pairs = 0;
  std::size_t agreeing = 0;
  std::vector<Stem> shared;
  for (std::size_t i = 0; i < size; ++i) {
    const DocumentIndex a = documents[i * documents.size() / size];
    for (std::size_t j = i + 1; j < size; ++j) {
      const DocumentIndex b = documents[j * documents.size() / size];
      if (text.voices[a] == text.voices[b]) {
        continue;
      }
      const auto of_a = std::span(stems_).subspan(a * kTopicStems, kTopicStems);
      const auto of_b = std::span(stems_).subspan(b * kTopicStems, kTopicStems);
      shared.clear();
      std::set_intersection(of_a.begin(), of_a.end(), of_b.begin(), of_b.end(),
                            std::back_inserter(shared));
      std::erase_if(shared, [&](Stem stem) {
        return stem == kNone || std::binary_search(own.begin(), own.end(), stem);
      });
      ++pairs;
      agreeing += shared.size() >= kSharedStems ? 1 : 0;
    }
  }
  return pairs == 0 ? 1 : static_cast<double>(agreeing) / static_cast<double>(pairs);
}

} // namespace refrain::points
