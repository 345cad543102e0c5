#include "refrain/core/hash.h"
#include "refrain/core/parallel.h"
#include "refrain/talking_points/detail/evidence.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include <gmock/gmock.h>

namespace refrain::points {
namespace {

/// Units of words that are common or rare by a skewed choice; every third word is a function word.
StatementText random_text(std::uint32_t documents, std::uint32_t stems, std::uint64_t seed) {
  StatementText text;
  for (Stem s = 0; s < stems; ++s) {
    text.stems.push_back(s);
    text.weights.push_back(s % 3 == 0 ? 0.0F : 1.0F + static_cast<float>(s % 7) / 4);
  }
  for (DocumentIndex d = 0; d < documents; ++d) {
    text.voices.push_back(d % 4);
    for (std::uint32_t unit = 0; unit < 3; ++unit) {
      const auto begin = static_cast<TokenIndex>(text.surfaces.size());
      for (std::uint64_t left = mix64(++seed) % 14; left > 0; --left) {
        const std::uint64_t r = mix64(++seed);
        text.surfaces.push_back(static_cast<Surface>((r % stems) * ((r >> 32) % stems) / stems));
        text.unit_starts.push_back(text.unit_starts.size() == begin);
      }
      if (begin < text.surfaces.size()) {
        text.units.push_back({d, begin, static_cast<TokenIndex>(text.surfaces.size())});
      }
    }
  }
  return text;
}

/// By a map of all triples.
std::vector<std::uint32_t> naive_evidence(const StatementText& text, std::uint32_t min_documents) {
  std::vector<TokenIndex> words;
  for (TokenIndex t = 0; t < text.surfaces.size(); ++t) {
    if (text.weight(t) >= 1.0F) {
      words.push_back(t);
    }
  }
  std::map<std::set<Stem>, std::vector<std::vector<TokenIndex>>> triples;
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::size_t j = i + 1; j < words.size() && j - i < 6; ++j) {
      for (std::size_t k = j + 1; k < words.size() && k - i < 6; ++k) {
        const std::set<Stem> stems{text.stem(words[i]), text.stem(words[j]), text.stem(words[k])};
        if (stems.size() == 3 && text.unit_of(words[i]) == text.unit_of(words[k])) {
          triples[stems].push_back({words[i], words[j], words[k]});
        }
      }
    }
  }
  std::map<TokenIndex, std::uint32_t> support;
  for (const TokenIndex t : words) {
    support[t] = 0;
  }
  for (const auto& [stems, places] : triples) {
    std::set<DocumentIndex> documents;
    std::set<std::uint32_t> voices;
    for (const std::vector<TokenIndex>& place : places) {
      const DocumentIndex d = text.units[text.unit_of(place[0])].document;
      documents.insert(d);
      voices.insert(text.voices[d]);
    }
    if (documents.size() < min_documents || (voices.size() < 2 && documents.size() < 3)) {
      continue;
    }
    float weight = 0;
    for (const TokenIndex t : places.front()) {
      weight += text.weight(t);
    }
    const auto spread = static_cast<float>(std::bit_width(voices.size() * 2));
    for (const std::vector<TokenIndex>& place : places) {
      for (const TokenIndex t : place) {
        support[t] += static_cast<std::uint32_t>(weight * spread);
      }
    }
  }
  std::vector<std::uint32_t> of_words;
  for (const auto& [t, sum] : support) {
    of_words.push_back(sum);
  }
  return of_words;
}

TEST(RepeatedEvidence, IsThatOfAllTriples) {
  for (const std::uint32_t stems : {5U, 40U, 400U}) {
    const StatementText text = random_text(60, stems, stems);
    for (const std::uint32_t min_documents : {2U, 3U, 9U}) {
      const std::vector<std::uint32_t> expected = naive_evidence(text, min_documents);
      EXPECT_THAT(repeated_evidence(text, min_documents, {}), testing::ContainerEq(expected))
          << stems << " stems, " << min_documents << " documents";
      EXPECT_THAT(repeated_evidence(text, min_documents, {}, {.triples = 100}),
                  testing::ContainerEq(expected))
          << "a share of a stem's triples at a time";
      if (stems == 40 && min_documents == 2) {
        EXPECT_GT(std::count_if(expected.begin(), expected.end(), [](auto s) { return s > 0; }),
                  99);
      }
    }
  }
  EXPECT_TRUE(repeated_evidence({}, 2, {}).empty());
}

TEST(RepeatedEvidence, IsTheSameInManyPiecesAndForAnyNumberOfThreads) {
  const StatementText text = random_text(20'000, 3000, 1); // about 270,000 content words
  const auto of = [&](unsigned threads) {
    const ThreadLimit limit(threads);
    return repeated_evidence(text, 2, {});
  };
  EXPECT_EQ(of(1), of(4));
  EXPECT_EQ(of(1), repeated_evidence(text, 2, {}, {.places = 1})) << "in several passes";
}

} // namespace
} // namespace refrain::points
