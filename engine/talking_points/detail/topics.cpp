#include "refrain/talking_points/detail/topics.h"

#include "refrain/core/parallel.h"

#include <algorithm>
#include <iterator>
#include <utility>

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
  struct Topic {
    std::uint32_t voice = 0;
    std::vector<Stem> stems;
  };
  std::vector<Topic> topics;
  for (std::size_t i = 0; i < size; ++i) {
    const DocumentIndex d = documents[i * documents.size() / size];
    Topic topic{text.voices[d], {}};
    for (const Stem stem : std::span(stems_).subspan(d * kTopicStems, kTopicStems)) {
      if (stem != kNone && !std::binary_search(own.begin(), own.end(), stem)) {
        topic.stems.push_back(stem);
      }
    }
    // Of a letter or a post that says the label and no more, nothing is known.
    if (topic.stems.size() >= kSharedStems) {
      topics.push_back(std::move(topic));
    }
  }
  std::size_t pairs = 0;
  std::size_t agreeing = 0;
  std::vector<Stem> shared;
  for (std::size_t i = 0; i < topics.size(); ++i) {
    for (std::size_t j = i + 1; j < topics.size(); ++j) {
      const Topic& a = topics[i];
      const Topic& b = topics[j];
      if (a.voice == b.voice) {
        continue;
      }
      shared.clear();
      std::set_intersection(a.stems.begin(), a.stems.end(), b.stems.begin(), b.stems.end(),
                            std::back_inserter(shared));
      ++pairs;
      agreeing += shared.size() >= kSharedStems ? 1 : 0;
    }
  }
  return pairs == 0 ? 1 : static_cast<double>(agreeing) / static_cast<double>(pairs);
}

} // namespace refrain::points
