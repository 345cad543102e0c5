#include "refrain/reuse/reuse.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace refrain {
namespace {

ReuseResult reuse_between(const std::string& a, const std::string& b, Corpus& corpus) {
  for (const auto& [id, text] : {std::pair{"a", a}, std::pair{"b", b}}) {
    Document document;
    document.id = id;
    document.text = text;
    corpus.add(document);
  }
  corpus.sort();
  const std::vector<std::pair<DocumentIndex, DocumentIndex>> pairs = {{0, 1}};
  return find_reuse_in_pairs(corpus, pairs, {}, {});
}

TEST(PassageFit, StopsWhereTheNextSentenceOnlyRepeatsTheSubject) {
  Corpus corpus;
  const ReuseResult result = reuse_between(
      "Ticket sales at the theatre doubled. Engineers inspecting the swing bridge discovered "
      "hairline cracks in two of its nine piers last autumn. Lorries heavier than seven tonnes "
      "must "
      "therefore use the chain ferry until repairs to the masonry are complete. Tickets cost four "
      "crowns and children enter free on Mondays.",
      "The bridge has nine piers and is older than the ferry. Hairline cracks were discovered in "
      "two of the nine piers of the swing bridge when engineers inspected it last autumn. Until "
      "repairs to the masonry are completed, the chain ferry must be used by lorries of more than "
      "seven tonnes. The bridge and its piers were painted, and the ferry got another engine.",
      corpus);
  ASSERT_EQ(result.spans.size(), 1U);
  const std::string b(corpus.text(result.spans[0].b));
  EXPECT_TRUE(b.starts_with("Hairline")) << b;
  EXPECT_TRUE(b.ends_with("seven tonnes.")) << b;
}

TEST(PassageFit, FindsNothingBetweenTwoTextsAboutOneSubject) {
  Corpus corpus;
  const ReuseResult result = reuse_between(
      "Bees make honey from nectar. A hive holds forty thousand bees in summer, and most of them "
      "are workers that fly out for nectar. The queen lays the eggs. In winter the bees cluster "
      "around the queen and live on honey. A keeper takes honey from the hive in August and leaves "
      "enough for the winter.",
      "Wasps and mites are what a hive fears. Mites weaken the bees in autumn, so that the hive "
      "may be dead by spring. The keeper can treat a hive with acid, but no honey may be taken "
      "after it. Some keepers breed a queen whose bees clean one another. Nectar matters less than "
      "pollen to bees that rear young.",
      corpus);
  EXPECT_TRUE(result.spans.empty());
}

} // namespace
} // namespace refrain
