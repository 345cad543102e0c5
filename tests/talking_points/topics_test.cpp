#include "refrain/talking_points/detail/topics.h"

#include <numeric>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace refrain::points {
namespace {

/// A document of its own source for every text.
Corpus corpus_of(const std::vector<std::string>& texts) {
  Corpus corpus;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Document d;
    d.id = "d" + std::to_string(100 + i);
    d.source = "s" + std::to_string(i);
    d.text = texts[i];
    corpus.add(d);
  }
  corpus.sort();
  return corpus;
}

double agreement_of(const std::vector<std::string>& texts, std::uint32_t label_tokens) {
  const Corpus corpus = corpus_of(texts);
  const StatementText text = read_statements(corpus, split_corpus(corpus, {}, {}), {});
  std::vector<DocumentIndex> documents(texts.size());
  std::iota(documents.begin(), documents.end(), 0);
  return DocumentTopics(text).agreement(text, documents, {0, label_tokens});
}

TEST(DocumentTopics, AgreeWhereDocumentsShareWordsBesideTheLabel) {
  EXPECT_EQ(agreement_of({"Repair the bridge. Commuters queue at the river ferry.",
                          "Repair the bridge! The ferry on the river is full of commuters.",
                          "Commuters want the river ferry. Repair the bridge."},
                         3),
            1.0);
}

TEST(DocumentTopics, DoNotAgreeWhereOnlyTheLabelIsShared) {
  EXPECT_EQ(agreement_of({"The bill passed today. Farmers plant wheat.",
                          "The bill passed today. Nurses treat veterans.",
                          "The bill passed today. Engineers launch rockets."},
                         4),
            0.0);
}

TEST(DocumentTopics, LeaveOutDocumentsThatSayNothingBesideTheLabel) {
  EXPECT_EQ(
      agreement_of({"Repair the bridge.", "Repair the bridge!", "Repair the bridge. Thanks."}, 3),
      1.0);
  EXPECT_EQ(agreement_of({"Repair the bridge. Farmers plant wheat.", "Repair the bridge.",
                          "Repair the bridge. Nurses treat veterans."},
                         3),
            0.0);
}

TEST(DocumentTopics, CompareDocumentsOfDifferentVoicesOnly) {
  Corpus corpus;
  for (const char* id : {"a", "b"}) {
    Document d;
    d.id = id;
    d.source = "one";
    d.text = id == std::string("a") ? "Wheat grows slowly." : "Rockets fly fast.";
    corpus.add(d);
  }
  corpus.sort();
  const StatementText text = read_statements(corpus, split_corpus(corpus, {}, {}), {});
  const std::vector<DocumentIndex> documents = {0, 1};
  EXPECT_EQ(DocumentTopics(text).agreement(text, documents, {0, 1}), 1.0);
}

} // namespace
} // namespace refrain::points
