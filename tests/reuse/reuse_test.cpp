#include "refrain/core/error.h"
#include "refrain/core/parallel.h"
#include "refrain/reuse/reuse.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

void expect_equal(const std::vector<ReuseSpan>& x, const std::vector<ReuseSpan>& y) {
  ASSERT_EQ(x.size(), y.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    EXPECT_EQ(x[i].a, y[i].a);
    EXPECT_EQ(x[i].b, y[i].b);
    EXPECT_EQ(x[i].similarity, y[i].similarity);
  }
}

TEST(Reuse, FindsAVerbatimQuoteToTheCharacter) {
  const Corpus corpus =
      corpus_of({"Yesterday was quiet. " + std::string(kHarvest) + " Nobody was surprised.",
                 "He wrote: " + std::string(kHarvest) + " That was all."});
  const ReuseResult result = find_reuse(corpus, {}, {});
  ASSERT_EQ(result.spans.size(), 1U);
  EXPECT_EQ(quote(corpus, result.spans[0].a), kHarvest);
  EXPECT_EQ(quote(corpus, result.spans[0].b), kHarvest);
  EXPECT_EQ(result.spans[0].form, Form::kVerbatim);
  EXPECT_DOUBLE_EQ(result.spans[0].similarity, 1);
}

TEST(Reuse, LeavesTheFullStopOfAQuoteToTheTextThatQuotes) {
  const Corpus corpus = corpus_of({"It began so. " + std::string(kHarvest) + " Then it rained.",
                                   "\"" + std::string(kHarvest) + "\" Nobody answered."});
  const ReuseResult result = find_reuse(corpus, {}, {});
  ASSERT_EQ(result.spans.size(), 1U);
  const std::string_view words = kHarvest.substr(0, kHarvest.size() - 1);
  EXPECT_EQ(quote(corpus, result.spans[0].a), words);
  EXPECT_EQ(quote(corpus, result.spans[0].b), words);
}

/// Words drawn without order from a list of its own: no text shares a run with another.
std::string prose(std::uint32_t seed, std::size_t words) {
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    seed = seed * 1664525U + 1013904223U;
    text += "word" + std::to_string((seed >> 8) % 400) + (i % 12 == 11 ? ". " : " ");
  }
  return text;
}

TEST(Reuse, FindsASentenceOfPlainWordsQuotedBetweenLongTexts) {
  constexpr std::string_view kPlain =
      "no one who works for a living should have to live in poverty";
  const Corpus corpus = corpus_of(
      {prose(1, 600) + "They say that " + std::string(kPlain) + " and mean it. " + prose(2, 600),
       prose(3, 900) + "She holds that " + std::string(kPlain) + ". " + prose(4, 300)});
  const ReuseResult result = find_reuse(corpus, {}, {});
  ASSERT_EQ(result.spans.size(), 1U);
  EXPECT_NE(quote(corpus, result.spans[0].a).find(kPlain), std::string::npos);
  EXPECT_NE(quote(corpus, result.spans[0].b).find(kPlain), std::string::npos);
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

TEST(Reuse, FindsARewordedPassageAndItsSentences) {
  const Corpus corpus = corpus_of(
      {"The museum opens at nine. Engineers inspecting the bridge discovered hairline cracks in "
       "two "
       "of its nine piers. Lorries heavier than seven tonnes must therefore use the ferry until "
       "repairs are complete. Tickets cost four crowns and children enter free.",
       "Rain fell all night over the harbour. Hairline cracks were discovered in two of the nine "
       "piers when engineers inspected the bridge. Until the repairs are completed, the ferry must "
       "be used by lorries of more than seven tonnes. The choir sang and everyone went home."});
  const std::vector<std::pair<DocumentIndex, DocumentIndex>> pairs = {{0, 1}};
  const ReuseResult result = find_reuse_in_pairs(corpus, pairs, {}, {});
  ASSERT_EQ(result.spans.size(), 1U);
  EXPECT_NE(result.spans[0].form, Form::kVerbatim);
  const std::string a = quote(corpus, result.spans[0].a);
  EXPECT_TRUE(a.starts_with("Engineers inspecting")) << a;
  EXPECT_TRUE(a.ends_with("are complete.")) << a;
  const std::string b = quote(corpus, result.spans[0].b);
  EXPECT_TRUE(b.starts_with("Hairline")) << b;
  EXPECT_TRUE(b.ends_with("seven tonnes.")) << b;
}

// Two books about one subject share words in tens of thousands of places.
TEST(Reuse, FindsOnePassageBetweenTwoLongTextsOfTheSameWords) {
  constexpr std::size_t kWords = 100'000;
  constexpr std::size_t kVocabulary = 4000;
  std::mt19937 random(11);
  const auto book = [&](std::string_view passage) {
    std::string text;
    for (std::size_t w = 0; w < kWords; ++w) {
      // Few words are frequent, most are rare.
      const double rank = std::pow(static_cast<double>(kVocabulary),
                                   static_cast<double>(random() % 10'000) / 10'000);
      text += "w" + std::to_string(static_cast<std::size_t>(rank));
      text += random() % 15 == 0 ? ". A" : " ";
      if (w == kWords / 2) {
        text += ". ";
        text += passage;
        text += ' ';
      }
    }
    return text;
  };
  const Corpus corpus = corpus_of({book(kHarvest), book(kHarvest)});
  const std::vector<std::pair<DocumentIndex, DocumentIndex>> pairs{{0, 1}};
  const auto find = [&](unsigned threads) {
    const ThreadLimit limit(threads);
    return find_reuse_in_pairs(corpus, pairs, {}, {}).spans;
  };
  const std::vector<ReuseSpan> spans = find(3);
  EXPECT_TRUE(std::any_of(spans.begin(), spans.end(), [&](const ReuseSpan& span) {
    return quote(corpus, span.a).find(kHarvest) != std::string::npos &&
           quote(corpus, span.b).find(kHarvest) != std::string::npos;
  }));
  expect_equal(spans, find(1)); // passages of one pair are refined by all threads
}

TEST(Reuse, AlignsACopyWithItsFirstOnly) {
  const std::string text = std::string(kHarvest) + " " + std::string(kBridge);
  const ReuseResult result = find_reuse(corpus_of({text, text, text}), {}, {});
  EXPECT_EQ(result.counts.copies, 2U);
  ASSERT_EQ(result.spans.size(), 2U);
  EXPECT_EQ(result.spans[0].a.document, 0U);
  EXPECT_EQ(result.spans[1].a.document, 0U);
}

TEST(Reuse, AlignsHoweverManyCopiesThereAre) {
  const Corpus corpus = corpus_of(std::vector<std::string>(
      2000, "The same line of words stands here again and again, and once more, and then a last "
            "time for all."));
  const ReuseResult result = find_reuse(corpus, {}, {});
  EXPECT_EQ(result.spans.size(), 1999U);
}

TEST(Reuse, DoesNotReportATemplateThatEveryDocumentHolds) {
  std::vector<std::string> texts;
  const char* const subjects[] = {"otters", "bridges", "granaries", "ferries", "choirs"};
  for (int i = 0; i < 40; ++i) {
    texts.push_back(std::string(kHarvest) + " Note " + std::to_string(i * 7919) + " about " +
                    subjects[i % 5] + std::to_string(i) + ".");
  }
  const ReuseResult result = find_reuse(corpus_of(texts), {}, {});
  EXPECT_TRUE(result.spans.empty());
  EXPECT_GT(result.counts.template_phrases, 0U);
}

TEST(Reuse, FindsALongTextInEveryDocumentHoweverManyHoldIt) {
  std::vector<std::string> texts;
  for (std::uint32_t i = 0; i < 40; ++i) {
    texts.push_back(prose(i, 40) + ". " + std::string(kHarvest) + " " + std::string(kBridge) + " " +
                    prose(100 + i, 40) + ".");
  }
  const Corpus corpus = corpus_of(texts);
  const ReuseResult result = find_reuse(corpus, {}, {});
  ASSERT_EQ(result.spans.size(), 39U);
  for (std::size_t i = 0; i < result.spans.size(); ++i) {
    EXPECT_EQ(result.spans[i].a.document, 0U);
    EXPECT_EQ(result.spans[i].b.document, i + 1);
    EXPECT_EQ(quote(corpus, result.spans[i].b), std::string(kHarvest) + " " + std::string(kBridge));
  }
}

TEST(Reuse, IsTheSameForAnyNumberOfThreads) {
  std::vector<std::string> texts;
  for (int i = 0; i < 30; ++i) {
    std::string text = "Report " + std::to_string(i * 104729) + ". ";
    text += i % 3 == 0 ? kHarvest : kBridge;
    text += i % 4 == 0 ? " Lorries queued at the ferry for hours, the drivers said." : "";
    texts.push_back(text);
  }
  const Corpus corpus = corpus_of(texts);
  std::vector<std::vector<ReuseSpan>> results;
  for (const unsigned threads : {1U, 2U, 7U}) {
    const ThreadLimit limit(threads);
    results.push_back(find_reuse(corpus, {}, {}).spans);
  }
  ASSERT_FALSE(results[0].empty());
  for (const std::vector<ReuseSpan>& other : results) {
    expect_equal(other, results[0]);
  }
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
