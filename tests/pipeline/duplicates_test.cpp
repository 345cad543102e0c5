#include "refrain/core/error.h"
#include "refrain/core/parallel.h"
#include "refrain/pipeline/duplicates.h"
#include "refrain/text/tokenizer.h"

#include "tests/reference/all_pairs.h"
#include "tests/reference/cluster.h"

#include <algorithm>
#include <atomic>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace refrain {
namespace {

struct Texts {
  Corpus corpus;
  PassageTable passages;
};

Texts make_texts(const std::vector<Document>& documents) {
  Texts texts;
  for (const Document& document : documents) {
    texts.corpus.add(document);
  }
  texts.corpus.sort();
  texts.passages = split_corpus(texts.corpus, {}, {});
  return texts;
}

Document make_document(const std::string& id, const std::string& text,
                       const std::string& date = {}) {
  Document document;
  document.id = id;
  document.text = text;
  document.date = date;
  return document;
}

// Documents of one to three passages; two in five passages repeat an earlier one, more or less
// changed, one in ten is the same again.
std::vector<Document> random_documents(std::size_t count, std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto word = [&] { return "w" + std::to_string(random() % 5000); };
  std::vector<std::vector<std::string>> passages;
  std::vector<Document> documents;
  const std::vector<std::string> dates = {"", "2004", "2004-05-06", "2004-05-06", "1999-12-31"};
  for (std::size_t d = 0; d < count; ++d) {
    std::string text;
    for (std::size_t p = 0; p <= random() % 3; ++p) {
      std::vector<std::string> words;
      const std::uint32_t kind = random() % 10;
      if (passages.empty() || kind >= 5) {
        for (std::size_t i = 0, n = 1 + random() % 60; i < n; ++i) {
          words.push_back(word());
        }
      } else {
        words = passages[random() % passages.size()];
        for (std::uint32_t change = 0; kind > 0 && change < kind; ++change) {
          words[random() % words.size()] = word();
        }
      }
      passages.push_back(words);
      for (const std::string& w : words) {
        text += w + " ";
      }
      text += random() % 7 == 0 ? "\n- - -\n" : "\n";
    }
    documents.push_back(
        make_document("d" + std::to_string(1000 + d), text, dates[random() % dates.size()]));
  }
  return documents;
}

std::vector<std::vector<TokenKey>> all_keys(const Texts& texts) {
  Tokenizer tokenizer;
  std::vector<std::vector<TokenKey>> keys(texts.passages.size());
  for (PassageIndex i = 0; i < keys.size(); ++i) {
    const Passage& passage = texts.passages[i];
    tokenizer.keys(texts.corpus.text({passage.document, passage.bytes}), keys[i]);
  }
  return keys;
}

std::vector<std::string> all_dates(const Texts& texts) {
  std::vector<std::string> dates;
  for (const Passage& passage : texts.passages.passages) {
    dates.emplace_back(texts.corpus.date(passage.document));
  }
  return dates;
}

// Clusters as plain numbers, so that a failure can be read.
std::vector<std::vector<std::pair<PassageIndex, double>>>
plain(const std::vector<Cluster>& clusters) {
  std::vector<std::vector<std::pair<PassageIndex, double>>> result;
  for (const Cluster& cluster : clusters) {
    result.push_back({{cluster.representative, 1}});
    for (const ClusterMember& member : cluster.members) {
      result.back().emplace_back(member.passage, member.jaccard);
    }
  }
  return result;
}

TEST(Duplicates, ReportsExactlyTheAllPairsScoresAndNearlyAllPairs) {
  std::size_t expected_count = 0;
  std::size_t missed = 0;
  for (std::uint32_t seed = 1; seed <= 5; ++seed) {
    const Texts texts = make_texts(random_documents(150, seed));
    for (const double threshold : {0.5, 0.7, 0.9}) {
      DuplicatesOptions options;
      options.threshold = threshold;
      const DuplicatesResult result = find_duplicates(texts.corpus, texts.passages, options, {});
      const std::vector<Pair> expected = reference::all_pairs(all_keys(texts), 3, threshold);
      EXPECT_TRUE(std::includes(expected.begin(), expected.end(), result.pairs.begin(),
                                result.pairs.end()));
      expected_count += expected.size();
      missed += expected.size() - result.pairs.size();
      EXPECT_EQ(plain(result.clusters), plain(reference::clusters(result.pairs, all_dates(texts))));
    }
  }
  ASSERT_GT(expected_count, 500U);
  EXPECT_LE(static_cast<double>(missed), 0.01 * static_cast<double>(expected_count));
}

TEST(Duplicates, DoNotDependOnThreadCountOrInputOrder) {
  std::vector<Document> documents = random_documents(300, 11);
  const Texts texts = make_texts(documents);
  const DuplicatesResult expected = find_duplicates(texts.corpus, texts.passages, {}, {});
  ASSERT_FALSE(expected.clusters.empty());
  for (const unsigned threads : {1U, 2U, 7U}) {
    std::shuffle(documents.begin(), documents.end(), std::mt19937(threads));
    const ThreadLimit limit(threads);
    const Texts shuffled = make_texts(documents);
    const DuplicatesResult result = find_duplicates(shuffled.corpus, shuffled.passages, {}, {});
    EXPECT_EQ(result.pairs, expected.pairs);
    EXPECT_EQ(plain(result.clusters), plain(expected.clusters));
    EXPECT_EQ(result.counts.candidates, expected.counts.candidates);
  }
}

TEST(Duplicates, FoldCaseAndPunctuationAndLeaveTextsWithoutTokensAlone) {
  const Texts texts = make_texts({
      make_document("a", "The quick brown fox jumps over the lazy dog."),
      make_document("b", "THE QUICK BROWN FOX, jumps over the lazy dog!"),
      make_document("c", "* * *"),
      make_document("d", "* * *"),
      make_document("e", "Yes."),
      make_document("f", "yes"),
      make_document("g", "No."),
  });
  const DuplicatesResult result = find_duplicates(texts.corpus, texts.passages, {}, {});
  EXPECT_THAT(result.pairs, testing::ElementsAre(Pair{0, 1, 1, 1}, Pair{4, 5, 1, 1}));
  EXPECT_EQ(result.counts.passages, 7U);
  EXPECT_EQ(result.counts.passages_without_tokens, 2U);
  EXPECT_EQ(result.counts.exact_copies, 2U);
  EXPECT_EQ(result.counts.tokens, 9U + 9U + 3U);
}

TEST(Duplicates, EarliestDateIsTheRepresentativeAndUnknownDatesComeLast) {
  const std::string text = "one two three four five six seven eight nine ten";
  const Texts texts = make_texts({
      make_document("a", text),
      make_document("b", text + " eleven", "2005-01-01"),
      make_document("c", text, "2004-12-31"),
  });
  const DuplicatesResult result = find_duplicates(texts.corpus, texts.passages, {}, {});
  ASSERT_EQ(result.clusters.size(), 1U);
  EXPECT_EQ(result.clusters[0].representative, 2U);
  EXPECT_EQ(result.clusters[0].members.size(), 2U);
}

TEST(Duplicates, CountsTheCopyPairsThatItDoesNotList) {
  std::vector<Document> documents;
  for (int i = 0; i < 100; ++i) {
    documents.push_back(make_document("d" + std::to_string(100 + i), "Paid for by the committee."));
  }
  const Texts texts = make_texts(documents);
  const DuplicatesResult result = find_duplicates(texts.corpus, texts.passages, {}, {});
  EXPECT_EQ(result.pairs.size(), 99U);
  EXPECT_EQ(result.counts.unlisted_copy_pairs, 100U * 99 / 2 - 99);
  ASSERT_EQ(result.clusters.size(), 1U);
  EXPECT_EQ(result.clusters[0].members.size(), 99U);
}

TEST(Duplicates, OfNothingAreNone) {
  const Texts texts = make_texts({});
  const DuplicatesResult result = find_duplicates(texts.corpus, texts.passages, {}, {});
  EXPECT_TRUE(result.pairs.empty());
  EXPECT_TRUE(result.clusters.empty());
}

TEST(Duplicates, StopWhenTheCallerAsks) {
  const Texts texts = make_texts(random_documents(50, 3));
  const std::atomic<bool> stop{true};
  RunControl control;
  control.cancel = &stop;
  EXPECT_THROW((void)find_duplicates(texts.corpus, texts.passages, {}, control), Cancelled);
}

TEST(Duplicates, RefuseOptionsOutOfRange) {
  const Texts texts = make_texts({make_document("a", "text")});
  for (const double threshold : {0.0, -1.0, 1.5}) {
    DuplicatesOptions options;
    options.threshold = threshold;
    EXPECT_THROW((void)find_duplicates(texts.corpus, texts.passages, options, {}), InvalidArgument);
  }
  DuplicatesOptions options;
  options.shingle_tokens = 0;
  EXPECT_THROW((void)find_duplicates(texts.corpus, texts.passages, options, {}), InvalidArgument);
}

} // namespace
} // namespace refrain
