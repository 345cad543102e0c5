#include "refrain/reuse/detail/candidates.h"

#include <numeric>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace refrain::reuse {
namespace {

constexpr std::uint32_t kTerms = 4000;

// Documents of words of which the first few are as common as articles, and weigh as little.
PreparedCorpus random_corpus(std::size_t documents, std::size_t words, std::mt19937& random) {
  PreparedCorpus corpus;
  corpus.first_word.push_back(0);
  for (std::size_t d = 0; d < documents; ++d) {
    for (std::size_t w = 0; w < words; ++w) {
      const bool light = random() % 2 == 0;
      corpus.all_words.push_back(
          {static_cast<std::uint32_t>(light ? random() % 8 : 8 + random() % (kTerms - 8)), false,
           false});
    }
    corpus.first_word.push_back(corpus.all_words.size());
  }
  corpus.terms.resize(kTerms);
  for (std::uint32_t t = 0; t < kTerms; ++t) {
    corpus.terms[t] = {t, t < 8 ? 0.5F : 5.5F};
  }
  return corpus;
}

// Copies runs of words between documents of a corpus; returns where the copies lie.
struct Copy {
  std::size_t from = 0; // in all_words
  std::size_t to = 0;
  DocumentIndex a = 0;
  DocumentIndex b = 0;
};
std::vector<Copy> copy_runs(PreparedCorpus& corpus, std::size_t length, std::mt19937& random) {
  std::vector<Copy> copies;
  for (DocumentIndex a = 0; a + 1 < corpus.size(); a += 2) {
    const std::size_t size = corpus.words(a).size();
    const Copy copy{corpus.first_word[a] + random() % (size - length),
                    corpus.first_word[a + 1] + random() % (size - length), a, a + 1};
    for (std::size_t w = 0; w < length; ++w) {
      corpus.all_words[copy.to + w] = corpus.all_words[copy.from + w];
    }
    copies.push_back(copy);
  }
  return copies;
}

double weight(const PreparedCorpus& corpus, std::size_t first, std::size_t words) {
  double sum = 0;
  for (std::size_t w = first; w < first + words; ++w) {
    sum += corpus.terms[corpus.all_words[w].term].weight;
  }
  return sum;
}

// Five words in a row make a seed when they weigh 14; among four seeds in a row one is kept.
TEST(ReuseCandidates, PairsDocumentsThatShareEightWordsWithAPhraseThatTells) {
  std::mt19937 random(3);
  for (const std::size_t length : {8U, 9U, 14U}) {
    PreparedCorpus corpus = random_corpus(2000, 60, random);
    const std::vector<Copy> copies = copy_runs(corpus, length, random);
    std::vector<DocumentIndex> first(corpus.size());
    std::iota(first.begin(), first.end(), 0U);
    std::set<std::pair<DocumentIndex, DocumentIndex>> found;
    for (const Candidate& pair : find_candidates(corpus, first, {}).pairs) {
      found.emplace(pair.a, pair.b);
    }
    std::size_t telling = 0;
    for (const Copy& copy : copies) {
      bool tells = false;
      for (std::size_t w = 0; w + 5 <= length; ++w) {
        tells = tells || weight(corpus, copy.from + w, 5) >= 14;
      }
      telling += tells ? 1 : 0;
      EXPECT_EQ(found.contains({copy.a, copy.b}), tells) << copy.a;
    }
    EXPECT_GT(telling, copies.size() / 2);
    EXPECT_LT(telling, copies.size());
  }
}

TEST(ReuseCandidates, CountsASeedOfTooManyDocumentsInsteadOfPairingThem) {
  for (const std::size_t documents : {16U, 17U}) {
    PreparedCorpus corpus;
    corpus.first_word.push_back(0);
    for (std::size_t d = 0; d < documents; ++d) {
      for (std::uint32_t w = 0; w < 8; ++w) {
        corpus.all_words.push_back({w, false, false});
      }
      corpus.first_word.push_back(corpus.all_words.size());
    }
    corpus.terms.assign(8, {0, 5.5F});
    std::vector<DocumentIndex> first(documents);
    std::iota(first.begin(), first.end(), 0U);
    const Candidates found = find_candidates(corpus, first, {});
    if (documents == 16) {
      EXPECT_EQ(found.capped_seeds, 0U);
      EXPECT_EQ(found.pairs.size(), documents * (documents - 1) / 2);
    } else {
      EXPECT_GE(found.capped_seeds, 1U);
      EXPECT_TRUE(found.pairs.empty());
    }
  }
}

} // namespace
} // namespace refrain::reuse
