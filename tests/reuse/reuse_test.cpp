#include "refrain/core/error.h"
#include "refrain/core/parallel.h"
#include "refrain/reuse/reuse.h"

#include <atomic>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace refrain {
namespace {

constexpr std::string_view kHarvest =
    "The harvest in the upper valley was the poorest since the drought of 1976, and the "
    "millers have asked the council to open the emergency granaries before Easter.";
constexpr std::string_view kBridge =
    "Engineers found hairline cracks in two of the nine piers, so lorries heavier than seven "
    "tonnes must take the ferry until the repairs are finished.";

Corpus corpus_of(const std::vector<std::string>& texts) {
  Corpus corpus;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Document document;
    document.id = std::string("d").append(std::to_string(100 + i));
    document.text = texts[i];
    corpus.add(document);
  }
  corpus.sort();
  return corpus;
}

std::string quote(const Corpus& corpus, const TextRange& range) {
  return std::string(corpus.text(range));
}

TEST(Reuse, FindsAVerbatimQuoteToTheCharacter) {
  const Corpus corpus =
      corpus_of({"Yesterday was quiet. " + std::string(kHarvest) + " Nobody was surprised.",
                 "He wrote: \"" + std::string(kHarvest) + "\" That was all."});
  const ReuseResult result = find_reuse(corpus, {}, {});
  ASSERT_EQ(result.spans.size(), 1U);
  EXPECT_EQ(quote(corpus, result.spans[0].a), kHarvest);
  EXPECT_EQ(quote(corpus, result.spans[0].b), kHarvest);
  EXPECT_EQ(result.spans[0].form, Form::kVerbatim);
  EXPECT_DOUBLE_EQ(result.spans[0].similarity, 1);
}

TEST(Reuse, GivesTwoSpansForSwappedParagraphs) {
  const std::string harvest(kHarvest);
  const std::string bridge(kBridge);
  const Corpus corpus = corpus_of({harvest + "\n\n" + bridge, bridge + "\n\n" + harvest});
  const ReuseResult result = find_reuse(corpus, {}, {});
  ASSERT_EQ(result.spans.size(), 2U);
  EXPECT_EQ(quote(corpus, result.spans[0].b), kHarvest);
  EXPECT_EQ(quote(corpus, result.spans[1].b), kBridge);
}

TEST(Reuse, IgnoresCaseApostrophesAndLineBreaks) {
  const Corpus corpus = corpus_of(
      {"x. The mayor's office doesn't intend to sell the old customs house at Port Asher. y",
       "z. THE MAYOR’S OFFICE doesn’t\nintend to sell the old customs\nhouse at Port Asher. w"});
  const ReuseResult result = find_reuse(corpus, {}, {});
  ASSERT_EQ(result.spans.size(), 1U);
  EXPECT_EQ(quote(corpus, result.spans[0].b),
            "THE MAYOR’S OFFICE doesn’t\nintend to sell the old customs\nhouse at Port Asher.");
}

TEST(Reuse, FindsNothingBetweenUnrelatedTexts) {
  const Corpus corpus = corpus_of({std::string(kHarvest), std::string(kBridge)});
  EXPECT_TRUE(find_reuse(corpus, {}, {}).spans.empty());
}

TEST(Reuse, LeavesOutSpansBelowTheLeastLength) {
  const Corpus corpus = corpus_of({std::string(kHarvest), "And: " + std::string(kHarvest)});
  EXPECT_TRUE(find_reuse(corpus, {.min_chars = 500}, {}).spans.empty());
}

TEST(Reuse, KeepsTheOrderOfListedPairs) {
  const Corpus corpus = corpus_of(
      {std::string(kHarvest), "And: " + std::string(kHarvest), "Or: " + std::string(kHarvest)});
  const std::vector<std::pair<DocumentIndex, DocumentIndex>> pairs = {{2, 0}, {2, 0}};
  const ReuseResult result = find_reuse_in_pairs(corpus, pairs, {}, {});
  ASSERT_EQ(result.spans.size(), 1U);
  EXPECT_EQ(result.spans[0].a.document, 2U);
  EXPECT_EQ(result.spans[0].b.document, 0U);
  EXPECT_EQ(result.counts.document_pairs, 1U);
}

TEST(Reuse, RefusesAPairOutsideTheCorpus) {
  const Corpus corpus = corpus_of({std::string(kHarvest)});
  const std::vector<std::pair<DocumentIndex, DocumentIndex>> pairs = {{0, 1}};
  EXPECT_THROW((void)find_reuse_in_pairs(corpus, pairs, {}, {}), InvalidArgument);
}

TEST(Reuse, StopsWhenCancelled) {
  const Corpus corpus = corpus_of({std::string(kHarvest), std::string(kHarvest)});
  const std::atomic<bool> cancel{true};
  RunControl control;
  control.cancel = &cancel;
  EXPECT_THROW((void)find_reuse(corpus, {}, control), Cancelled);
}

TEST(Reuse, BearsEmptyDocumentsAndAnEmptyCorpus) {
  EXPECT_TRUE(find_reuse(Corpus(), {}, {}).spans.empty());
  EXPECT_TRUE(find_reuse(corpus_of({"", "...", "a"}), {}, {}).spans.empty());
}

} // namespace
} // namespace refrain
